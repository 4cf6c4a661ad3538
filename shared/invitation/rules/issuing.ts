import type { Delivery } from "../../delivery/model.ts";
import {
  asOf,
  type Expired,
  type Invitation,
  type InvitationChange,
  type Issue,
  type Moment,
  type Pending,
  type SendMode,
} from "../model.ts";
import { changeOf } from "./changes.ts";
import { afterExpiring } from "./ends.ts";
import { allow } from "../lifecycle.ts";
import { rulesFor } from "./origins.ts";
import { assertOfferable, type TermsPolicy } from "../../terms/rules.ts";
import type { Offer, OfferDigest } from "../../terms/model.ts";
import { defaultReminderPlan } from "../../reminders/rules/plan.ts";
import { erasedText } from "../../kernel/personal.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { addDays, daysOf, type Instant } from "../../kernel/time.ts";

/** What sending freezes. */
export interface IssueInput {
  readonly mode: SendMode;
  readonly offer: Offer;
  readonly offerDigest: OfferDigest;
  readonly portal: string;
  readonly linkEpoch: number;
  readonly codeRequired: boolean;
  readonly known?: Issue["known"];
}

/** What sending again takes from the present: the portal counts from the newest issue, and revoked links stay dead. */
export interface ReissueInput extends Pick<Issue, "portal" | "linkEpoch"> {
  readonly rotate: boolean;
}

type Later = Moment & { readonly delivery: Delivery | null };

/** Freezes the offer and makes the link live. Terms are looked at again: the policy may have changed since the draft. */
export function sendInvitation(
  before: Invitation,
  input: IssueInput,
  policy: TermsPolicy,
  { now }: Moment,
): InvitationChange<Pending> {
  const draft = allow("send", asOf(before, now));
  const { terms } = draft;
  assertOfferable(terms, rulesFor(draft, policy));
  const version = draft.version + 1;
  const { relationshipId } = input.offer;
  const plan = terms.reminders ?? (input.mode === "email" ? defaultReminderPlan : []);
  const issue: Issue = {
    ...input,
    linkVersion: 1,
    handOverVersion: null,
    handedOverBy: null,
    handOvers: 0,
    mailSequence: version,
    ...lifeFrom(now, draft),
    viewedAt: null,
    renewalRequestedAt: null,
    reminders: { plan, sent: 0, lastAt: null },
  };
  return changeOf("send", draft, { ...draft, relationshipId, status: "pending", version, issue }, null, now);
}

/** Sends a pending invitation again: the same offer, a new end. */
export function resendInvitation(
  before: Invitation,
  input: ReissueInput,
  { now, delivery }: Later,
): InvitationChange<Pending> {
  const pending = allow("resend", asOf(before, now));
  return changeOf("resend", pending, reissued(pending, input, now), delivery, now);
}

/** Opens an expired invitation again. One that only time has expired is written as expired first. */
export const renewInvitation = (
  before: Invitation,
  input: Omit<ReissueInput, "rotate">,
  { now, delivery }: Later,
): InvitationChange<Pending> =>
  afterExpiring(before, delivery, now, (current) => {
    const expired = allow("renew", current);
    if (expired.terms.customer.email === erasedText) {
      throw new Refusal("wrong-state", "The address was erased. Create a new invitation.", {
        invitationStatus: expired.status,
        allowed: [],
      });
    }
    return changeOf("renew", expired, reissued(expired, { ...input, rotate: false }, now), delivery, now);
  });

/** How often a customer can hand an invitation over. */
export const mostHandOvers = 3;

/**
 * Redirects a pending invitation to another address: older links stop working and a new mail goes out. The end stays;
 * the new reader has not seen it yet and gets reminders of their own.
 */
export function redirectInvitation(
  action: "correct-address" | "hand-over",
  before: Invitation,
  {
    customerId,
    ...input
  }: Pick<Issue, "offer" | "offerDigest" | "linkEpoch" | "mode" | "codeRequired" | "known"> & {
    /** The customer of that relationship; null for a new one. */
    readonly customerId: string | null;
  },
  { now, delivery }: Later,
): InvitationChange<Pending> {
  const pending = allow(action, asOf(before, now));
  const { terms, issue } = pending;
  const { known: _ofOther, ...kept } = issue;
  const version = pending.version + 1;
  const linkVersion = issue.linkVersion + 1;
  const isHandOver = action === "hand-over";
  const handOverVersion = isHandOver ? linkVersion : null;
  const handOvers = issue.handOvers + (isHandOver ? 1 : 0);
  const handedOverBy = isHandOver ? terms.customer.email : null;
  const contactName = isHandOver ? null : terms.customer.contactName;
  const after: Pending = {
    ...pending,
    version,
    relationshipId: input.offer.relationshipId,
    customerId,
    terms: { ...terms, customer: { ...terms.customer, email: input.offer.customer, contactName } },
    issue: {
      ...kept,
      ...input,
      linkVersion,
      handOverVersion,
      handOvers,
      handedOverBy,
      mailSequence: version,
      viewedAt: null,
      askedAt: now,
    },
  };
  return changeOf(action, pending, after, delivery, now);
}

/** A reminder is due. The mail follows from the event. */
export function remindInvitation(
  before: Invitation,
  delivery: Delivery | null,
  now: Instant,
): InvitationChange<Pending> {
  const pending = allow("remind", asOf(before, now));
  const reminders = { ...pending.issue.reminders, sent: pending.issue.reminders.sent + 1, lastAt: now };
  const after = { ...pending, version: pending.version + 1, issue: { ...pending.issue, reminders } };
  return changeOf("remind", pending, after, delivery, now);
}

function reissued(before: Pending | Expired, { rotate, ...input }: ReissueInput, now: Instant): Pending {
  const version = before.version + 1;
  const linkVersion = before.issue.linkVersion + (rotate ? 1 : 0);
  const life = lifeFrom(now, before);
  const issue = { ...before.issue, ...input, ...life, linkVersion, mailSequence: version, renewalRequestedAt: null };
  return { ...before, status: "pending", version, issue };
}

const lifeFrom = (now: Instant, { terms }: Invitation) => ({
  issuedAt: now,
  askedAt: now,
  expiresAt: addDays(now, daysOf(terms.expiresIn)),
});
