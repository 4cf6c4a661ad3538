import { mailedAt, type Delivery } from "../../delivery/model.ts";
import type { Issue } from "../../invitation/model.ts";
import { nextReminderAt, type ReminderWindow } from "./plan.ts";
import { laterOf, type Instant } from "../../kernel/time.ts";

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
