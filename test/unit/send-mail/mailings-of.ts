import type { Mailing } from "../../../functions/send-mail/mailing.ts";
import { mailingsOf } from "../../../functions/send-mail/mailings.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { Table } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { now } from "../../support/builders/fixed-clock.ts";

/** The mails of an event at a moment, as send-mail makes them from this table. */
export const mailsFrom = (table: Table, event: StoredEvent, at = now): Promise<readonly Mailing[]> =>
  mailingsOf(table, event, {
    masterKey: aMasterKey(),
    publicUrl: "https://rapport.example",
    operatorName: "Fabrikam Cloud",
    now: at,
  });

/** The addresses that mails go to, in order. */
export const recipientsOf = (sent: readonly Mailing[]): string[] => sent.map(({ to }) => to);

/** The mail to one address, if there is one. */
export const mailTo = (sent: readonly Mailing[], address: string): Mailing["mail"] | undefined =>
  sent.find(({ to }) => to === address)?.mail;
