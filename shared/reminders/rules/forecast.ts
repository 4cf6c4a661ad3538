import type { Delivery } from "../../delivery/model.ts";
import type { Invitation } from "../../invitation/model.ts";
import {
  defaultReminderPlan,
  momentOf,
  nextReminderAt,
  type ReminderEntry,
  type ReminderWindow,
  reminderWindow,
} from "./plan.ts";
import { reminderBlockOf, type ReminderFacts } from "./block.ts";
import type { ForeseenReminder, ReminderForecast, ReminderStop } from "../model.ts";
import { addDays, daysOf, laterOf, type Instant } from "../../kernel/time.ts";

/** The forecast of the reminders of an invitation as of now; a draft is treated as if it was sent now. `sentAt` is oldest first. */
export function forecastReminders(
  invitation: Invitation,
  delivery: Delivery | null,
  { reminderFacts, sentAt, now }: { reminderFacts: ReminderFacts; sentAt: readonly Instant[]; now: Instant },
): ReminderForecast {
  const { issue, terms } = invitation;
  const stopped = stopOf(invitation, delivery, reminderFacts);
  if (issue === null) {
    const expiresAt = addDays(now, daysOf(terms.expiresIn));
    const window = { askedAt: now, expiresAt, lastAt: null, mailedAt: now };
    const about = { sentAt: [], stopped: stopped === "not-sent" ? null : stopped, now };
    const { plan } = forecast(terms.reminders ?? defaultReminderPlan, window, about);
    return { plan, next: null, stopped };
  }
  return forecast(issue.reminders.plan, reminderWindow(issue, delivery, now), { sentAt, stopped, now });
}

/** The forecast of a plan: what `nextReminderAt` returns, repeatedly. */
export function forecast(
  plan: readonly ReminderEntry[],
  window: ReminderWindow,
  { sentAt, stopped, now }: { sentAt: readonly Instant[]; stopped: ReminderStop | null; now: Instant },
): ReminderForecast {
  const sent = sentAt.filter((at) => at > window.askedAt).map((at): Mailing => ({ at, status: "sent" }));
  const coming = stopped === null ? comingMails(plan, window, now) : [];
  const mails = [...sent, ...coming];
  const moments = plan.map((entry) => momentOf(entry, window));
  const mailOf = (moment: Instant): Mailing | undefined => mails.find(({ at }) => at >= moment);
  const skipped = (entry: ReminderEntry, at: Instant, reason: ForeseenReminder["reason"]): ForeseenReminder => ({
    entry,
    at,
    status: "skipped",
    reason,
  });
  return {
    stopped,
    next: coming[0]?.at ?? null,
    plan: plan.map((entry, index): ForeseenReminder => {
      const moment = moments[index] ?? "";
      if (moment <= window.askedAt) return skipped(entry, moment, "before-sending");
      if (moment >= window.expiresAt) return skipped(entry, moment, "after-the-end");
      const mail = mailOf(moment);
      if (mail === undefined) return skipped(entry, moment, stopped ?? "after-the-end");
      const first = earliestOf(moments, (other) => other > window.askedAt && mailOf(other) === mail);
      return index === first
        ? { entry, at: mail.at, status: mail.status, reason: null }
        : skipped(entry, moment, "collapsed");
    }),
  };
}

interface Mailing {
  /** When it went out, or can go out: not before now. */
  readonly at: Instant;
  readonly status: "sent" | "due" | "planned";
}

function comingMails(plan: readonly ReminderEntry[], window: ReminderWindow, now: Instant): Mailing[] {
  const due = nextReminderAt(plan, window);
  const at = due === null ? now : laterOf(due, now);
  if (due === null || at >= window.expiresAt) return [];
  const mail: Mailing = { at, status: due <= now ? "due" : "planned" };
  return [mail, ...comingMails(plan, { ...window, lastAt: at }, now)];
}

const earliestOf = (moments: readonly Instant[], fits: (moment: Instant) => boolean): number =>
  moments.reduce((best, moment, at) => {
    const leader = moments[best];
    return fits(moment) && (leader === undefined || moment < leader) ? at : best;
  }, -1);

function stopOf(invitation: Invitation, delivery: Delivery | null, reminderFacts: ReminderFacts): ReminderStop | null {
  const { issue } = invitation;
  if (issue === null) return invitation.status === "draft" ? "not-sent" : "cancelled";
  const isByHand = issue.mode === "self" && issue.reminders.plan.length === 0;
  return reminderBlockOf(invitation, delivery, reminderFacts) ?? (isByHand ? "sent-by-hand" : null);
}
