import type { MasterKey } from "../../shared/crypto/master-key.ts";
import type { Delivery } from "../../shared/domain/delivery.ts";
import type { Invitation, Issue } from "../../shared/domain/invitation.ts";
import type { Partner } from "../../shared/domain/partner.ts";
import type { Instant } from "../../shared/domain/time.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { Mail } from "../../shared/mail/request-mail.ts";
import type { MailKind } from "../../shared/mail/tags.ts";
import { parseDelivery, parseInvitation } from "../../shared/store/invitation-items.ts";
import { keys, type Key } from "../../shared/store/keys.ts";
import { parsePartner } from "../../shared/store/partners.ts";
import type { RawItem, Table } from "../../shared/store/table.ts";

/** A mail that is to go out now. */
export interface Mailing {
  readonly kind: MailKind;
  readonly to: string;
  readonly senderName: string;
  readonly replyTo: string | null;
  /** Of the link that the invitation has as the mail is made. */
  readonly linkVersion: number;
  readonly mail: Mail;
  /** An item that makes the mail pointless when it is there, looked up as the mail goes out. */
  readonly unless?: Key;
  /** Further headers of the mail. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What the texts need beside the table. */
export interface MailSetting {
  readonly masterKey: MasterKey;
  readonly publicUrl: string;
  readonly operatorName: string;
  readonly now: Instant;
}

/** What an event is about, as it stands now, and all that its mails are made of. */
export interface Occasion extends MailSetting {
  readonly table: Table;
  readonly event: StoredEvent;
  readonly invitation: Invitation & { readonly issue: Issue };
  readonly delivery: Delivery | null;
  readonly partner: Partner;
  /** The item of the newest code, not yet parsed. */
  readonly code: RawItem | null;
}

/** Reads what an event is about, in one request; null when it is not there, or was never sent. */
export async function readOccasion(table: Table, event: StoredEvent, setting: MailSetting): Promise<Occasion | null> {
  const { aggregate, partnerId } = event.metadata;
  const [id = ""] = aggregate.split("/");
  const [profile, state, delivery, code = null] = await table.getMany([
    keys.partner(partnerId),
    keys.invitation(id),
    keys.delivery(id),
    keys.code(id),
  ]);
  if (!profile || !state) return null;
  const invitation = parseInvitation(state);
  const { issue } = invitation;
  if (issue === null) return null;
  return {
    ...setting,
    table,
    event,
    invitation: { ...invitation, issue },
    delivery: delivery ? parseDelivery(delivery) : null,
    partner: parsePartner(profile),
    code,
  };
}
