import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { Partner } from "../../shared/partner/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { Mail } from "../../shared/invitation/mails/request-mail.ts";
import type { MailKind } from "../../shared/delivery/rules/mail-kinds.ts";
import type { Table } from "../../shared/table/table.ts";

/** A mail that is to go out now. */
export interface Mailing {
  readonly kind: MailKind;
  readonly to: string;
  readonly senderName: string;
  readonly replyTo: string | null;
  /** Of the link that the invitation has as the mail is made. */
  readonly linkVersion: number;
  readonly mail: Mail;
  /** Why it must not go out after all, which its delivery then says. */
  readonly withheld?: string;
  /** Of a request: the customer whose permissions it asks for, whose senders decide; null or absent where there is none. */
  readonly customerId?: string | null;
  /** The partner whose mail it is, where the event is told to several. */
  readonly partnerId?: string;
  /** Further headers of the mail. */
  readonly headers: Readonly<Record<string, string>>;
  /** SES's id of an earlier mail under which a mail program shows this one. */
  readonly follows?: string | null;
}

/** What the texts need beside the table. */
export interface MailSetting {
  readonly masterKey: MasterKey;
  readonly publicUrl: string;
  readonly operatorName: string;
  readonly now: Instant;
}

/** What all mails are made of, whatever their event is about. */
export interface MailContext extends MailSetting {
  readonly table: Table;
  readonly event: StoredEvent;
  readonly partner: Partner;
}
