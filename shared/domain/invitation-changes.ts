import type { DomainEvent } from "./event.ts";
import type { Delivery } from "./delivery.ts";
import {
  statusAt,
  type Cancelled,
  type Draft,
  type Invitation,
  type InvitationChange,
  type InvitationTerms,
  type Moment,
  type Pending,
  type SendMode,
} from "./invitation.ts";
import { assertMay, rowOf, type InvitationAction, type InvitationStatus } from "./invitation-lifecycle.ts";
import { readInvitation, type InvitationReading } from "./invitation-reading.ts";
import { assertOfferable, type TermsPolicy } from "./invitation-terms.ts";
import type { Offer, OfferDigest } from "./offer.ts";
import { defaultReminderPlan } from "./reminder-plan.ts";
import { Refusal } from "./refusal.ts";
import { addDays, daysOf, type Instant } from "./time.ts";

/** Drafts are dropped after so many days (domain, Invitation). */
export const draftLifeDays = 90;

/** What a new invitation needs beside its terms. */
export interface NewInvitation {
  readonly id: string;
  readonly partnerId: string;
  readonly cloud: string;
  readonly createdBy: { readonly id: string; readonly email: string };
  readonly terms: InvitationTerms;
}

/** What sending freezes. */
export interface IssueInput {
  readonly mode: SendMode;
  readonly offer: Offer;
  readonly offerDigest: OfferDigest;
  readonly portal: string;
  readonly linkEpoch: number;
}

/** Makes a draft. Refuses terms that the cloud's policy forbids. */
export function createInvitation(input: NewInvitation, policy: TermsPolicy, { now }: Moment): InvitationChange {
  assertOfferable(input.terms, policy);
  const draft: Draft = { ...input, status: "draft", issue: null, version: 1, createdAt: now };
  return changeOf("create", null, draft, null, now);
}

/** Rewrites a draft's terms. */
export function editInvitation(
  before: Invitation,
  terms: InvitationTerms,
  policy: TermsPolicy,
  { now }: Moment,
): InvitationChange {
  assertMay("edit", statusAt(before, now));
  assertOfferable(terms, policy);
  return changeOf("edit", before, { ...(before as Draft), terms, version: before.version + 1 }, null, now);
}

/** Freezes the offer and makes the link live. Terms are looked at again: the policy may have changed since the draft. */
export function sendInvitation(
  before: Invitation,
  input: IssueInput,
  policy: TermsPolicy,
  { now }: Moment,
): InvitationChange {
  assertMay("send", statusAt(before, now));
  const { terms } = before;
  assertOfferable(terms, policy);
  const version = before.version + 1;
  const after: Pending = {
    ...(before as Draft),
    status: "pending",
    version,
    issue: {
      ...input,
      linkVersion: 1,
      mailSequence: version,
      issuedAt: now,
      expiresAt: addDays(now, daysOf(terms.expiresIn)),
      viewedAt: null,
      codeRequired: input.mode === "self",
      reminders: {
        plan: terms.reminders ?? (input.mode === "email" ? defaultReminderPlan : []),
        sent: 0,
        lastAt: null,
      },
    },
  };
  return changeOf("send", before, after, null, now);
}

/** Takes an invitation back. */
export function cancelInvitation(
  before: Invitation,
  reason: string | null,
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

/** A reminder is due. The mail follows from the event. */
export function remindInvitation(before: Invitation, delivery: Delivery | null, now: Instant): InvitationChange {
  assertMay("remind", statusAt(before, now));
  const pending = before as Pending;
  const reminders = { ...pending.issue.reminders, sent: pending.issue.reminders.sent + 1, lastAt: now };
  const after = { ...pending, version: pending.version + 1, issue: { ...pending.issue, reminders } };
  return changeOf("remind", pending, after, delivery, now);
}

/** Puts a step together with its event; the row says whether the status may be the one it became. */
export function changeOf(
  action: InvitationAction,
  before: Invitation | null,
  after: Invitation,
  delivery: Delivery | null,
  now: Instant,
  extra: Readonly<Record<string, unknown>> = {},
): InvitationChange {
  const row = rowOf(action);
  const to: InvitationStatus | undefined = row.to === "same" ? before?.status : row.to;
  if (after.status !== to) throw new Error(`${action} leads to ${to}, not to ${after.status}`);
  const event: DomainEvent = {
    type: row.event,
    aggregate: after.id,
    sequence: after.version,
    data: {
      invitation: readInvitation(after, delivery, now),
      previousStatus: before?.status ?? null,
      ...extra,
    },
  };
  return { action, before, after, events: [event] };
}

/** Two steps in one write: only the last state is kept, every event is. */
export const together = (first: InvitationChange, second: InvitationChange): InvitationChange => ({
  action: first.action,
  before: first.before,
  after: second.after,
  events: [...first.events, ...second.events],
});

/** The invitation as the newest event of a step tells it: what the API answers, now and when asked again. */
export const readingOf = ({ events }: InvitationChange): InvitationReading =>
  events.at(-1)?.data["invitation"] as InvitationReading;
