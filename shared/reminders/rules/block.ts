import { mayBeAsked, type AddressStatus } from "../../delivery/rules/address-status.ts";
import type { Delivery } from "../../delivery/model.ts";
import { deliveryStop } from "../../delivery/rules/progress.ts";
import type { Invitation } from "../../invitation/model.ts";
import { isRevoked } from "../../delivery/rules/withheld-mail.ts";
import type { PartnerStanding } from "../../partner/model.ts";
import type { ReminderBlock } from "../model.ts";

/** What decides on a reminder besides the invitation. */
export interface ReminderFacts {
  readonly address: AddressStatus;
  readonly partner: PartnerStanding;
}

/** Why an invitation, as of now, gets no reminders; null if it does. A lasting reason takes precedence. */
export function reminderBlockOf(
  invitation: Invitation,
  delivery: Delivery | null,
  { address, partner }: ReminderFacts,
): ReminderBlock | null {
  const { status } = invitation;
  if (status === "accepted" || status === "declined") return "answered";
  if (status === "cancelled" || status === "expired") return status;
  const stop = deliveryStop(invitation, delivery);
  if (stop !== null) return stop;
  if (!mayBeAsked(address)) return "suppressed";
  if (address.unsubscribed) return "unsubscribed";
  if (isRevoked(invitation, partner)) return "links-revoked";
  return partner.frozen ? "partner-frozen" : null;
}
