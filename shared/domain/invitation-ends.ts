import type { Delivery } from "./delivery.ts";
import {
  statusAt,
  type Cancelled,
  type CancelCode,
  type Draft,
  type Invitation,
  type InvitationChange,
  type Moment,
  type Pending,
} from "./invitation.ts";
import { changeOf } from "./invitation-changes.ts";
import { assertMay } from "./invitation-lifecycle.ts";
import { Refusal } from "./refusal.ts";

/** Takes an invitation back. */
export function cancelInvitation(
  before: Invitation,
  { cancelCode, reason }: { readonly cancelCode: CancelCode; readonly reason: string | null },
  delivery: Delivery | null,
  { now }: Moment,
): InvitationChange {
  assertMay("cancel", statusAt(before, now));
  const after: Cancelled = {
    ...(before as Draft | Pending),
    status: "cancelled",
    version: before.version + 1,
    decidedAt: now,
    cancelReason: reason,
    cancelCode,
  };
  return changeOf("cancel", before, after, delivery, now);
}

/** Ends an invitation whose time has come. The stored status decides, for reads show it as expired already. */
export function expireInvitation(before: Invitation, delivery: Delivery | null, { now }: Moment): InvitationChange {
  assertMay("expire", before.status);
  const pending = before as Pending;
  if (pending.issue.expiresAt > now) throw new Refusal("wrong-state", "The invitation has not reached its end.");
  return changeOf("expire", pending, { ...pending, status: "expired", version: pending.version + 1 }, delivery, now);
}
