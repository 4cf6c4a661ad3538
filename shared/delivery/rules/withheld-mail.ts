import type { Delivery } from "../model.ts";
import { readDelivery } from "./progress.ts";
import type { Invitation } from "../../invitation/model.ts";
import type { PartnerStanding } from "../../partner/model.ts";

/** Whether the partner has taken the invitation's link back since it went out. */
export const isRevoked = ({ issue }: Invitation, { linkEpoch }: PartnerStanding): boolean =>
  issue !== null && issue.linkEpoch < linkEpoch;

/** Why Rapport withheld a mail. The delivery stores these words. */
const withheld = {
  revoked: "No mail went out, for the partner had taken its links back. The invitation can be sent again.",
  frozen: "No mail went out, for the partner was frozen. Once it is released, the invitation can be sent again.",
} as const;

/** Why a queued mail of a request, as of now, must not go out; null if it may. A lasting reason takes precedence. */
export function withholding(
  invitation: Invitation,
  delivery: Delivery | null,
  partner: PartnerStanding,
): string | null {
  if (readDelivery(invitation, delivery).status !== "queued") return null;
  if (isRevoked(invitation, partner)) return withheld.revoked;
  return partner.frozen ? withheld.frozen : null;
}

/** Whether it was Rapport that let a mail go no further, and no mail service that looked at it. */
export const isWithheld = ({ status, reason }: Delivery): boolean =>
  status === "rejected" && Object.values<string | null>(withheld).includes(reason);
