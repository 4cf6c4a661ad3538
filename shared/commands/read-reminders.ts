import { forecastReminders, type ReminderForecast } from "../domain/reminder-forecast.ts";
import type { Instant } from "../domain/time.ts";
import { parseStanding } from "../store/addresses.ts";
import { readHistory } from "../store/events.ts";
import { keys } from "../store/keys.ts";
import type { Dependencies } from "./dependencies.ts";
import { loadOwn } from "./own-invitation.ts";
import { recipientOf } from "./recipient.ts";

/** What becomes of the reminders of a partner's invitation. When those that are out went out, the history knows. */
export async function readReminders(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  partnerId: string,
  id: string,
  now: Instant,
): Promise<ReminderForecast> {
  const { invitation, delivery } = await loadOwn(table, { partnerId }, id);
  const to = await recipientOf(invitation.terms.customer.email, await masterKey());
  const [[address, senders], history] = await Promise.all([
    table.getMany([keys.address(to.address), keys.senders(to.customerId)]),
    readHistory(table, id),
  ]);
  const sentAt = history.filter(({ type }) => type === "InvitationReminded").map(({ metadata }) => metadata.occurredAt);
  return forecastReminders(invitation, delivery, {
    standing: parseStanding({ address, senders }, partnerId),
    sentAt,
    now,
  });
}
