import type { DeliveryEventType } from "../../invitation/events.ts";
import type { EventData, EventOf } from "../../events/all.ts";
import type { Invitation, Issue } from "../../invitation/model.ts";
import type { Instant } from "../../kernel/time.ts";
import {
  deliveryStops,
  lasting,
  type Delivery,
  type DeliveryChange,
  type DeliveryReading,
  type DeliveryStop,
  type MailOutcome,
  type MailReport,
} from "../model.ts";

/**
 * A report replaces one of lower rank only. `undelivered` ranks below `delivered`, for out-of-office replies are
 * reported like it.
 */
const ranks = {
  sent: 1,
  delayed: 2,
  undelivered: 3,
  delivered: 4,
  rejected: 5,
  suppressed: 5,
  bounced: 5,
  complained: 6,
} as const satisfies Record<MailOutcome, number>;

const eventOf = {
  sent: "InvitationMailed",
  delayed: "InvitationDelayed",
  undelivered: "InvitationUndelivered",
  delivered: "InvitationDelivered",
  bounced: "InvitationBounced",
  complained: "InvitationComplained",
  suppressed: "InvitationSuppressed",
  rejected: "InvitationRejected",
} as const satisfies Record<MailOutcome, DeliveryEventType>;

/** The end of an invitation also ends a mail that is still queued. */
const endedFirst = "No mail was known to have gone out when the invitation ended.";

/**
 * The delivery of the newest mail, of an invitation as of now. Reminders and codes are mailed in mode `self` too, and
 * may show that none arrives.
 */
export function readDelivery(invitation: Invitation, delivery: Delivery | null): DeliveryReading {
  const { issue } = invitation;
  if (issue === null) return { mode: null, status: "none", at: null, reason: null };
  const newest = newestMail(issue, delivery);
  if (issue.mode === "self") {
    const stop = deliveryStop(invitation, delivery);
    if (newest === null || stop === null) return { mode: "self", status: "self", at: issue.askedAt, reason: null };
    return { mode: "self", status: stop, at: newest.at, reason: newest.reason };
  }
  if (newest !== null) return { mode: "email", status: newest.status, at: newest.at, reason: newest.reason };
  if (invitation.status !== "pending") return { mode: "email", status: "none", at: null, reason: endedFirst };
  return { mode: "email", status: "queued", at: issue.askedAt, reason: null };
}

/** When the newest mail went out. While it is queued that is now, for it can go out no sooner. */
export function mailedAt(issue: Issue, delivery: Delivery | null, now: Instant): Instant {
  if (issue.mode === "self") return issue.askedAt;
  const newest = newestMail(issue, delivery);
  return newest === null ? now : (newest.takenAt ?? newest.at ?? issue.askedAt);
}

const newestMail = (
  { mailSequence }: Issue,
  delivery: Delivery | null,
): (Delivery & { readonly status: MailOutcome }) | null =>
  delivery === null || delivery.status === null || delivery.mailSequence < mailSequence
    ? null
    : { ...delivery, status: delivery.status };

/** Whether something is known of the invitation's newest mail, so that it need not be sent. */
export const isReported = (issue: Issue, delivery: Delivery | null): boolean => newestMail(issue, delivery) !== null;

/** Why no more mail goes to this address for this invitation; null if it may. */
export const deliveryStop = ({ issue }: Invitation, delivery: Delivery | null): DeliveryStop | null =>
  issue !== null && delivery !== null && delivery.mailSequence >= issue.mailSequence
    ? (deliveryStops.find((stop) => stop === delivery.status) ?? null)
    : null;

/** Whether the newest mail is known not to have arrived. A link that the partner sends itself may have. */
export const neverArrived = (
  invitation: Invitation & { readonly issue: Issue },
  delivery: Delivery | null,
): boolean => {
  const stop = deliveryStop(invitation, delivery);
  return invitation.issue.mode === "email" && stop !== null && stop !== "complained";
};

/** SES's id of the invitation's newest mail, if known. */
export const newestMailId = (issue: Issue, delivery: Delivery | null): string | null =>
  newestMail(issue, delivery)?.messageId ?? null;

/** Whether no more mail may go to this address for this invitation. */
export const stopsReminders = (invitation: Invitation, delivery: Delivery | null): boolean =>
  deliveryStop(invitation, delivery) !== null;

/** Outcomes that imply that SES accepted the mail. */
const impliesTaken: readonly MailOutcome[] = ["delayed", "undelivered", "delivered", "bounced", "complained"];

/**
 * Records a report; no steps if it is old or says nothing new. A report that implies that SES took the mail is also
 * recorded as `sent`. Reports about reminders and codes count only if they stop all mail.
 */
export function recordReport(invitation: Invitation, delivery: Delivery | null, report: MailReport): DeliveryChange[] {
  const { issue } = invitation;
  if (issue === null || report.linkVersion !== issue.linkVersion || report.mailSequence < issue.mailSequence) return [];
  const isAbout = report.mailSequence === issue.mailSequence;
  if (!isAbout && !lasting.some((outcome) => outcome === report.outcome)) return [];
  const taken =
    isAbout && impliesTaken.includes(report.outcome)
      ? step(issue, invitation.id, delivery, { ...report, outcome: "sent", reason: null })
      : null;
  // A reminder's or a code's id is not that of the invitation's own mail.
  const ofOwnMail = isAbout ? report : { ...report, messageId: null };
  const own = step(issue, invitation.id, taken?.after ?? delivery, ofOwnMail);
  return [taken, own].filter((change) => change !== null);
}

function step(
  { mailSequence }: Issue,
  invitationId: string,
  before: Delivery | null,
  { outcome, at, reason, messageId }: MailReport,
): DeliveryChange | null {
  const current = before !== null && before.mailSequence >= mailSequence ? before : null;
  const rank = current?.status == null ? 0 : ranks[current.status];
  const wins = ranks[outcome] > rank;
  const firstTaken = outcome === "sent" && current?.takenAt == null;
  if (!wins && !firstTaken) return null;
  const kept = { status: current?.status ?? null, at: current?.at ?? null, reason: current?.reason ?? null };
  return {
    before,
    after: {
      invitationId,
      version: (before?.version ?? 0) + 1,
      mailSequence,
      takenAt: firstTaken ? at : (current?.takenAt ?? null),
      ...(wins ? { status: outcome, at, reason } : kept),
      messageId: messageId ?? current?.messageId ?? null,
    },
    type: eventOf[outcome],
  };
}

/** The partner read the link to hand it over: history must show who had it. */
export function recordDraftRead(invitation: Invitation, delivery: Delivery | null): DeliveryChange {
  const mailSequence = invitation.issue?.mailSequence ?? 0;
  const unknown = { status: null, takenAt: null, at: null, reason: null, messageId: null };
  const nothing = { invitationId: invitation.id, mailSequence, ...unknown };
  const after = { ...(delivery ?? nothing), version: (delivery?.version ?? 0) + 1 };
  return { before: delivery, after, type: "InvitationDraftRead" };
}

/** The change as an event of the delivery aggregate. */
export const deliveryEvent = (
  change: DeliveryChange,
  data: EventData[DeliveryEventType],
): EventOf<DeliveryEventType> => ({
  type: change.type,
  aggregate: `${change.after.invitationId}/delivery`,
  sequence: change.after.version,
  sandbox: data.invitation.sandbox === true,
  data,
});
