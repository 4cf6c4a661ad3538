import type { Offer, Verification } from "../../terms/model.ts";
import type { Partner } from "../model.ts";

type Frozen = Pick<Offer, "partnerName" | "partnerVerified">;
type Current = Pick<Partner, "displayName" | "verified">;

/**
 * How sure the operator is now of the partner's name in a sent offer: the weaker of what the offer froze and what holds
 * today. A verification of another name says nothing of the name in the offer.
 */
export const shownVerification = (offer: Frozen, partner: Current): Verification | null =>
  offer.partnerVerified !== null && offer.partnerName === partner.displayName ? partner.verified : null;

/** What the partner is called now; null while that is the name in the offer. */
export const laterName = (offer: Pick<Frozen, "partnerName">, { displayName }: Pick<Current, "displayName">) =>
  offer.partnerName === displayName ? null : displayName;
