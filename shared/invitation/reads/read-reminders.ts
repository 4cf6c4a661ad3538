import { forecastReminders } from "../../reminders/rules/forecast.ts";
import type { Instant } from "../../kernel/time.ts";
import { readHistory } from "../../events/stored-events.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { loadOwn } from "../commands/own-invitation.ts";
import { readReminderFacts } from "../../delivery/commands/read-reminder-facts.ts";
import type { ReminderForecast } from "../../reminders/model.ts";

/** What becomes of the reminders of a partner's invitation. When those that are out went out, the history knows. */
export async function readReminders(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  partnerId: string,
  id: string,
  now: Instant,
): Promise<ReminderForecast> {
  const { invitation, delivery } = await loadOwn(table, { partnerId }, id);
  const key = await masterKey();
  const [reminderFacts, history] = await Promise.all([
    readReminderFacts(table, invitation, key),
    readHistory(table, id),
  ]);
  const sentAt = history.filter(({ type }) => type === "InvitationReminded").map(({ metadata }) => metadata.occurredAt);
  return forecastReminders(invitation, delivery, { reminderFacts, sentAt, now });
}
