import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { Partner } from "../../shared/partner/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { Mail } from "../../shared/invitation/mails/request-mail.ts";
import type { MailKind } from "../../shared/delivery/rules/mail-kinds.ts";
import type { Table } from "../../shared/table/table.ts";

/** A mail to send now. */
export interface Mailing {
  readonly kind: MailKind;
  readonly to: string;
  readonly senderName: string;
  readonly replyTo: string | null;
  /** Version of the invitation's link when the mail was made. */
  readonly linkVersion: number;
  readonly mail: Mail;
  /** The reason not to send it, which its delivery then states. */
  readonly withheld?: string;
  /** Of a request: the customer whose list of senders applies, if it is known. */
  readonly customerId?: string | null;
  /** The partner that receives it, if the event goes to several. */
  readonly partnerId?: string;
  /** Additional headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** SES's id of the earlier mail that this one follows in the thread. */
  readonly follows?: string | null;
}

/** Settings and time for the texts of mails. */
export interface MailSetting {
  readonly masterKey: MasterKey;
  readonly publicUrl: string;
  readonly operatorName: string;
  readonly now: Instant;
}

/** What the mails of every event need. */
export interface MailContext extends MailSetting {
  readonly table: Table;
  readonly event: StoredEvent;
  readonly partner: Partner;
}
