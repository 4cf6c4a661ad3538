import type { Delivery } from "../../delivery/model.ts";
import { asOf, type Decision, type Invitation, type InvitationChange, type Moment, type Pending } from "../model.ts";
import { changeOf, together } from "./changes.ts";
import { afterExpiring } from "./ends.ts";
import { allow } from "../lifecycle.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { type Instant, daysOf, type Duration } from "../../kernel/time.ts";

/** A customer's no. */
export interface Denial extends Pick<Decision, "reason" | "by" | "via"> {
  readonly offerDigest: string;
}

/** Declines a request or, with `report`, reports that the partner is unknown. */
export function declineInvitation(
  action: "decline" | "report",
  before: Invitation,
  { offerDigest, reason, by, via }: Denial,
  { now, delivery }: Moment & { readonly delivery: Delivery | null },
): InvitationChange {
  const open = answerable(action, before, offerDigest, now);
  const outcome = action === "report" ? "reported" : "declined";
  return answered(via, open, delivery, now, (pending) => {
    const after: Invitation = {
      ...pending,
      status: "declined",
      version: pending.version + 1,
      decidedAt: now,
      isReported: action === "report",
      decision: { outcome, partial: false, granted: [], duration: null, by, reason, via, agreement: null },
    };
    return changeOf(action, pending, after, delivery, now);
  });
}

/** The page was used by a person. Null the second time: it is recorded once. */
export function viewInvitation(
  before: Invitation,
  delivery: Delivery | null,
  now: Instant,
): InvitationChange<Pending> | null {
  const pending = allow("view", asOf(before, now));
  if (pending.issue.viewedAt !== null) return null;
  const after = { ...pending, version: pending.version + 1, issue: { ...pending.issue, viewedAt: now } };
  return changeOf("view", pending, after, delivery, now);
}

/** The customer asks for a code; the event holds its number, never the code. */
export function requestCode(
  before: Invitation,
  number: number,
  delivery: Delivery | null,
  now: Instant,
): InvitationChange {
  return afterViewing(allow("request-code", asOf(before, now)), delivery, now, (pending) => {
    const after = { ...pending, version: pending.version + 1 };
    return changeOf("request-code", pending, after, delivery, now, { code: { number } });
  });
}

/** The customer asks for a new link after the end. Null the second time. */
export const askForNewLink = (
  before: Invitation,
  delivery: Delivery | null,
  { now }: Moment,
): InvitationChange | null =>
  afterExpiring(before, delivery, now, (current) => {
    const expired = allow("ask-for-new-link", current);
    if (expired.issue.renewalRequestedAt !== null) return null;
    const after = { ...expired, version: expired.version + 1, issue: { ...expired.issue, renewalRequestedAt: now } };
    return changeOf("ask-for-new-link", expired, after, delivery, now);
  });

/** Lets an answer pass that names the open offer. */
export function answerable(
  action: "accept" | "decline" | "report",
  invitation: Invitation,
  offerDigest: string,
  now: Instant,
): Pending {
  const pending = allow(action, asOf(invitation, now));
  if (pending.issue.offerDigest !== offerDigest) {
    throw new Refusal("offer-changed", "The offer has changed. Reload the page and answer again.");
  }
  return pending;
}

/** A form that a person sends implies that the page was viewed, which is recorded first as its own event. */
export function afterViewing(
  before: Pending,
  delivery: Delivery | null,
  now: Instant,
  step: (pending: Pending) => InvitationChange,
): InvitationChange {
  const viewed = viewInvitation(before, delivery, now);
  return viewed === null ? step(before) : together(viewed, step(viewed.after));
}

/** An answer on the page implies that it was viewed; one that another portal reports does not. */
export const answered = (
  via: Decision["via"],
  before: Pending,
  delivery: Delivery | null,
  now: Instant,
  step: (pending: Pending) => InvitationChange,
): InvitationChange => (via === "page" ? afterViewing(before, delivery, now, step) : step(before));

/** Whether the invitation was accepted with the same permissions and duration. Any other answer is too late. */
export function isAcceptedAlready(
  invitation: Invitation,
  { granted, duration }: { readonly granted: readonly string[]; readonly duration: Duration },
): boolean {
  if (invitation.status !== "accepted") return false;
  const { decision } = invitation;
  if (new Set(granted).symmetricDifference(new Set(decision.granted)).size > 0) return false;
  return granted.length === 0 || decision.duration === null || daysOf(duration) === daysOf(decision.duration);
}

/** Whether the invitation was already declined or reported in the same way. */
export const isDeniedAlready = (invitation: Invitation, { isReported }: { readonly isReported: boolean }): boolean =>
  invitation.status === "declined" && invitation.isReported === isReported;
