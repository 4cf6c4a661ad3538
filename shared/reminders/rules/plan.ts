import { addDays, laterOf, type Duration, type Instant } from "../../kernel/time.ts";
import type { Delivery } from "../../delivery/model.ts";
import { mailedAt } from "../../delivery/rules/progress.ts";
import type { Issue } from "../../invitation/model.ts";

/** So long after sending (`P3D`), or before the end (`-P1D`). */
export type ReminderEntry = Duration | `-${Duration}`;

/** What applies when Rapport sends and the partner names no plan. */
export const defaultReminderPlan: readonly ReminderEntry[] = ["P3D", "P7D", "P14D", "-P1D"];

/** What a plan is counted from. */
export interface ReminderWindow {
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  readonly lastAt: Instant | null;
  /** When the newest mail went out, or can go out at the earliest. */
  readonly mailedAt: Instant;
}

/** When the next reminder is due; null if none is left. Missed ones are merged, and mails are at least a day apart. */
export function nextReminderAt(plan: readonly ReminderEntry[], window: ReminderWindow): Instant | null {
  const { askedAt, expiresAt, lastAt, mailedAt } = window;
  const next = plan
    .map((entry) => momentOf(entry, window))
    // After resending, missed reminders of before are dropped.
    .filter((at) => at > laterOf(lastAt ?? askedAt, askedAt))
    .sort()[0];
  if (next === undefined) return null;
  const due = laterOf(next, addDays(laterOf(lastAt ?? mailedAt, mailedAt), 1));
  return due < expiresAt ? due : null;
}

/** The moment of an entry, regardless of other mails. */
export function momentOf(
  entry: ReminderEntry,
  { askedAt, expiresAt }: Pick<ReminderWindow, "askedAt" | "expiresAt">,
): Instant {
  const days = Number(entry.replace(/[PD]/g, ""));
  return addDays(entry.startsWith("-") ? expiresAt : askedAt, days);
}

/** What the reminders of a sent invitation are counted from. */
export const reminderWindow = (issue: Issue, delivery: Delivery | null, now: Instant): ReminderWindow => ({
  askedAt: issue.askedAt,
  expiresAt: issue.expiresAt,
  lastAt: issue.reminders.lastAt,
  mailedAt: mailedAt(issue, delivery, now),
});

/** When the next reminder of a sent invitation can go out; null if none is left. */
export function nextReminderOf(issue: Issue, delivery: Delivery | null, now: Instant): Instant | null {
  const due = nextReminderAt(issue.reminders.plan, reminderWindow(issue, delivery, now));
  return due === null ? null : laterOf(due, now);
}
