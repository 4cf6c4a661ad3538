import type { LinkNumbers } from "../crypto/links.ts";
import type { Delivery } from "../domain/delivery.ts";
import type { Invitation } from "../domain/invitation.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Instant } from "../domain/time.ts";
import type { Cause } from "../events/envelope.ts";
import { parseDelivery, parseInvitation } from "../store/invitation-items.ts";
import { keys } from "../store/keys.ts";
import { partnerOf } from "./partner-of.ts";
import type { Table } from "../store/table.ts";

/** When and in which request a customer acts. */
export interface CustomerMoment {
  readonly now: Instant;
  readonly correlationId: string;
}

/** What became of a customer's act on a link. */
export type LinkOutcome = "unknown" | "stale" | "done";

/** An invitation as a customer's act needs it; null when there is none. One read request. */
export async function loadForCustomer(
  table: Table,
  { invitationId }: LinkNumbers,
): Promise<{ invitation: Invitation; delivery: Delivery | null } | null> {
  const [state, delivery] = await table.getMany([keys.invitation(invitationId), keys.delivery(invitationId)]);
  return state ? { invitation: parseInvitation(state), delivery: delivery ? parseDelivery(delivery) : null } : null;
}

/** The cause of what a customer does; in events a customer is a pseudonym. */
export const causedByCustomer = (
  invitation: Invitation,
  customerId: string,
  { now, correlationId }: CustomerMoment,
): Cause => ({
  partnerId: invitation.partnerId,
  actor: { kind: "customer", id: customerId },
  now,
  correlationId,
  causationId: null,
});

/**
 * Looks why a customer's write did not hold, when the invitation itself had not moved:
 * its partner was frozen, or took all of its links back. The write has the last word; this finds it the words.
 */
export async function assertPartnerStands(table: Table, partnerId: string, link: LinkNumbers): Promise<void> {
  const partner = partnerOf(await table.get(keys.partner(partnerId)), { mustStand: true });
  if (partner.linkEpoch !== link.epoch) throw new Refusal("not-found", "This link does not exist.");
}
