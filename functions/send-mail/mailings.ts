import type { StoredEvent } from "../../shared/events/envelope.ts";
import { mailedEvents } from "../../shared/names.ts";
import type { Table } from "../../shared/store/table.ts";
import { codeMailing } from "./code-mailing.ts";
import { readOccasion, type Mailing, type MailSetting, type Occasion } from "./mailing.ts";
import { acceptedMailings } from "./accepted-mailings.ts";
import { declinedMailings, expiredMailings, renewalMailings, undeliverableMailings } from "./partner-mailings.ts";
import { reminderMailing, requestMailing } from "./request-mailings.ts";

type MailedEvent = (typeof mailedEvents)[number];

/** Which mails an event asks for: none when what is true now no longer asks for them. */
const mailingsFor: Record<MailedEvent, (occasion: Occasion) => readonly Mailing[] | Promise<readonly Mailing[]>> = {
  InvitationIssued: requestMailing,
  InvitationResent: requestMailing,
  InvitationRedirected: requestMailing,
  InvitationHandedOver: requestMailing,
  InvitationReminded: reminderMailing,
  InvitationCodeRequested: codeMailing,
  InvitationAccepted: acceptedMailings,
  InvitationDeclined: declinedMailings,
  // That it was a report is the operator's business: the partner hears of a refusal.
  InvitationReported: declinedMailings,
  InvitationExpired: expiredMailings,
  InvitationRenewalRequested: renewalMailings,
  InvitationBounced: undeliverableMailings("bounced"),
  InvitationComplained: undeliverableMailings("complained"),
  InvitationSuppressed: undeliverableMailings("suppressed"),
  InvitationRejected: undeliverableMailings("rejected"),
};

/** The mails that an event asks for, from what is true now (product table, rows 15, 16, 24 and 27). */
export async function mailingsOf(table: Table, event: StoredEvent, setting: MailSetting): Promise<readonly Mailing[]> {
  const type = mailedEvents.find((known) => known === event.type);
  const occasion = type && (await readOccasion(table, event, setting));
  return type && occasion ? mailingsFor[type](occasion) : [];
}
