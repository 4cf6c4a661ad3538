import type { Delivery } from "../../delivery/model.ts";
import {
  asOf,
  type Cancelled,
  type CancelCode,
  type Expired,
  type Invitation,
  type InvitationChange,
  type Moment,
} from "../model.ts";
import { changeOf, together } from "./changes.ts";
import { allow } from "../lifecycle.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";

/** Takes an invitation back. */
export function cancelInvitation(
  before: Invitation,
  { cancelCode, reason }: { readonly cancelCode: CancelCode; readonly reason: string | null },
  delivery: Delivery | null,
  { now }: Moment,
): InvitationChange {
  const after: Cancelled = {
    ...allow("cancel", asOf(before, now)),
    status: "cancelled",
    version: before.version + 1,
    decidedAt: now,
    cancelReason: reason,
    cancelCode,
  };
  return changeOf("cancel", before, after, delivery, now);
}

/** Ends an invitation whose time has come. The stored status decides, for reads show it as expired already. */
export function expireInvitation(
  stored: Invitation,
  delivery: Delivery | null,
  { now }: Pick<Moment, "now">,
): InvitationChange<Expired> {
  const pending = allow("expire", stored);
  const overdue = asOf(pending, now);
  if (overdue.status !== "expired") throw new Refusal("wrong-state", "The invitation has not reached its end.");
  return changeOf("expire", pending, { ...overdue, version: pending.version + 1 }, delivery, now);
}

/** The step that expires an overdue invitation; null for any other. */
export const settleInvitation = (
  stored: Invitation,
  delivery: Delivery | null,
  now: Instant,
): InvitationChange<Expired> | null =>
  asOf(stored, now).status === stored.status ? null : expireInvitation(stored, delivery, { now });

/** Expires an overdue invitation before a step; nothing at all if the step changes nothing. */
export function afterExpiring<Change extends InvitationChange | null>(
  stored: Invitation,
  delivery: Delivery | null,
  now: Instant,
  act: (current: Invitation) => Change,
): Change | InvitationChange<NonNullable<Change>["after"]> {
  const settled = settleInvitation(stored, delivery, now);
  const acted = act(settled?.after ?? stored);
  return settled === null || acted === null ? acted : together(settled, acted);
}
