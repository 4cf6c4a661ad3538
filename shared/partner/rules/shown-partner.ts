import type { Offer, Verification } from "../../terms/model.ts";
import type { Partner } from "../model.ts";

type Frozen = Pick<Offer, "partnerName" | "partnerVerified">;
type Current = Pick<Partner, "displayName" | "verified">;

/** The verification shown with an offer: only if both the offer and the partner of the same name are verified. */
export const shownVerification = (offer: Frozen, partner: Current): Verification | null =>
  offer.partnerVerified !== null && offer.partnerName === partner.displayName ? partner.verified : null;

/** The partner's current name; null if it is the name in the offer. */
export const laterName = (offer: Pick<Frozen, "partnerName">, { displayName }: Pick<Current, "displayName">) =>
  offer.partnerName === displayName ? null : displayName;
