import { readInvitation as read, type InvitationReading } from "../rules/reading.ts";
import { reminderBlockOf } from "../../reminders/rules/block.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { loadOwn } from "../commands/own-invitation.ts";
import { readReminderFacts } from "../../reminders/read-reminder-facts.ts";
import { asOf, type Notes } from "../model.ts";
import { forecastReminders } from "../../reminders/rules/forecast.ts";
import { readHistory } from "../../events/stored-events.ts";
import type { ReminderForecast } from "../../reminders/model.ts";

/** A partner's invitation. A second request reads what may stop its next reminder: address, customer and partner. */
export async function readInvitation(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  partnerId: string,
  id: string,
  now: Instant,
): Promise<{ readonly reading: InvitationReading; readonly notes: Notes }> {
  const { invitation, delivery, notes } = await loadOwn(table, { partnerId }, id);
  const reading = read(invitation, delivery, now);
  const { reminders } = reading;
  if (reminders.nextAt === null) return { reading, notes };
  const reminderFacts = await readReminderFacts(table, invitation, await masterKey());
  const nextAt = reminderBlockOf(invitation, delivery, reminderFacts) === null ? reminders.nextAt : null;
  return { reading: { ...reading, reminders: { ...reminders, nextAt } }, notes };
}

/** The reminders of an invitation. The history contains when past ones went out. */
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
  return forecastReminders(asOf(invitation, now), delivery, { reminderFacts, sentAt, now });
}
