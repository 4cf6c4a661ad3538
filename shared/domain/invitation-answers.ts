import type { Delivery } from "./delivery.ts";
import {
  statusAt,
  type Decision,
  type Invitation,
  type InvitationChange,
  type Moment,
  type Pending,
} from "./invitation.ts";
import { changeOf, together } from "./invitation-changes.ts";
import { assertMay, type InvitationAction } from "./invitation-lifecycle.ts";
import { Refusal } from "./refusal.ts";
import type { Instant } from "./time.ts";

/** The customer's no. */
export function declineInvitation(
  before: Invitation,
  answer: {
    readonly offerDigest: string;
    readonly reason: string | null;
    readonly by: Decision["by"];
    readonly via: "page" | "callback";
  },
  { now, delivery }: Moment & { readonly delivery: Delivery | null },
): InvitationChange {
  const open = answerable("decline", before, answer.offerDigest, now);
  const { reason, by, via } = answer;
  return afterViewing(open, delivery, now, (pending) => {
    const after: Invitation = {
      ...pending,
      status: "declined",
      version: pending.version + 1,
      decidedAt: now,
      decision: { outcome: "declined", partial: false, granted: [], duration: null, by, reason, via, agreement: null },
    };
    return changeOf("decline", pending, after, delivery, now);
  });
}

/** The page was used by a person. Null the second time: it is recorded once. */
export function viewInvitation(before: Invitation, delivery: Delivery | null, now: Instant): InvitationChange | null {
  assertMay("view", statusAt(before, now));
  const pending = before as Pending;
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
  assertMay("request-code", statusAt(before, now));
  return afterViewing(before as Pending, delivery, now, (pending) => {
    const after = { ...pending, version: pending.version + 1 };
    return changeOf("request-code", pending, after, delivery, now, { code: { number } });
  });
}

/** Lets an answer pass that names the open offer. */
export function answerable(
  action: InvitationAction,
  invitation: Invitation,
  offerDigest: string,
  now: Instant,
): Pending {
  assertMay(action, statusAt(invitation, now));
  const pending = invitation as Pending;
  if (pending.issue.offerDigest !== offerDigest) {
    throw new Refusal("offer-changed", "The answer names another offer than the one that is open.");
  }
  return pending;
}

/** Any post of a person implies that the page was seen: that comes first then, as an event of its own. */
export function afterViewing(
  before: Pending,
  delivery: Delivery | null,
  now: Instant,
  step: (pending: Pending) => InvitationChange,
): InvitationChange {
  const viewed = viewInvitation(before, delivery, now);
  return viewed === null ? step(before) : together(viewed, step(viewed.after as Pending));
}
