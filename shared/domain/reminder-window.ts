import { mailedAt, type Delivery } from "./delivery.ts";
import type { Issue } from "./invitation.ts";
import { nextReminderAt, type ReminderWindow } from "./reminder-plan.ts";
import type { Instant } from "./time.ts";

/** What the reminders of a sent invitation are counted from, as far as is known at a moment. */
export const reminderWindow = (issue: Issue, delivery: Delivery | null, now: Instant): ReminderWindow => ({
  askedAt: issue.askedAt,
  expiresAt: issue.expiresAt,
  lastAt: issue.reminders.lastAt,
  mailedAt: mailedAt(issue, delivery, now),
});

/** When the next reminder of a sent invitation goes out, if nothing stops it; null when there is none left. */
export const nextReminderOf = (issue: Issue, delivery: Delivery | null, now: Instant): Instant | null =>
  nextReminderAt(issue.reminders.plan, reminderWindow(issue, delivery, now));
