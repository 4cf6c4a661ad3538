import type { Delivery } from "../../delivery/model.ts";
import { readDelivery, stopsReminders } from "../../delivery/rules/progress.ts";
import { asOf, type Invitation } from "../model.ts";
import { defaultReminderPlan, type ReminderEntry, nextReminderOf } from "../../reminders/rules/plan.ts";
import type { Instant } from "../../kernel/time.ts";

/** An invitation as the API and the events show it, without the partner's notes. */
export type InvitationReading = ReturnType<typeof readInvitation>;

/** The readable form of an invitation at a moment. It does not reveal the link. */
export function readInvitation(invitation: Invitation, delivery: Delivery | null, now: Instant) {
  const { terms, issue } = invitation;
  const { locale, ...shownTerms } = terms;
  return {
    id: invitation.id,
    status: asOf(invitation, now).status,
    version: invitation.version,
    partnerId: invitation.partnerId,
    sandbox: invitation.sandbox,
    createdBy: invitation.createdBy,
    origin: invitation.origin ?? "partner",
    relationshipId: invitation.relationshipId,
    customerId: invitation.customerId,
    ...shownTerms,
    offerDigest: issue?.offerDigest ?? null,
    cloud: invitation.cloud,
    portal: issue?.portal ?? null,
    delivery: readDelivery(asOf(invitation, now), delivery),
    reminders: readReminders(invitation, delivery, now),
    expiresAt: issue?.expiresAt ?? null,
    createdAt: invitation.createdAt,
    updatedAt: invitation.eventAt ?? invitation.createdAt,
    issuedAt: issue?.issuedAt ?? null,
    viewedAt: issue?.viewedAt ?? null,
    decidedAt: "decision" in invitation ? invitation.decidedAt : null,
    decision: "decision" in invitation ? invitation.decision : null,
    cancelledAt: invitation.status === "cancelled" ? invitation.decidedAt : null,
    cancelReason: invitation.status === "cancelled" ? invitation.cancelReason : null,
    cancelCode: invitation.status === "cancelled" ? invitation.cancelCode : null,
  };
}

/** The partner's own words, which do not change once the invitation is sent. */
type OwnWords = "message" | "purpose" | "purposes";

/** An invitation without the partner's own words, as lists and most events contain it. */
export type InvitationSummary = Omit<InvitationReading, OwnWords>;

/** A reading without the partner's own words. */
export function summaryOf({
  message: _message,
  purpose: _purpose,
  purposes: _purposes,
  ...summary
}: InvitationReading): InvitationSummary {
  return summary;
}

function readReminders(invitation: Invitation, delivery: Delivery | null, now: Instant) {
  const { issue, terms } = invitation;
  if (issue === null) {
    const plan: readonly ReminderEntry[] = terms.reminders ?? defaultReminderPlan;
    return { plan, sent: 0, nextAt: null };
  }
  const { plan, sent } = issue.reminders;
  const open = asOf(invitation, now).status === "pending" && !stopsReminders(invitation, delivery);
  return { plan, sent, nextAt: open ? nextReminderOf(issue, delivery, now) : null };
}
