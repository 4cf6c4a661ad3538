import { codeFor } from "../../shared/crypto/codes.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import { linkOf } from "../../shared/commands/invitation-answer.ts";
import { invitationMailInput, localeOf } from "../../shared/commands/invitation-mail-input.ts";
import { codePolicy } from "../../shared/policy/codes.ts";
import { stopsReminders } from "../../shared/domain/delivery.ts";
import { statusAt, type Invitation, type Issue } from "../../shared/domain/invitation.ts";
import type { Partner } from "../../shared/domain/partner.ts";
import type { Instant } from "../../shared/domain/time.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { codeMail } from "../../shared/mail/code-mail.ts";
import { invitationMail, reminderMail, type Mail } from "../../shared/mail/request-mail.ts";
import type { MailKind } from "../../shared/mail/tags.ts";
import type { mailedEvents } from "../../shared/names.ts";
import { parseCode } from "../../shared/store/codes.ts";
import { parseDelivery, parseInvitation } from "../../shared/store/invitation-items.ts";
import { keys } from "../../shared/store/keys.ts";
import { parsePartner } from "../../shared/store/partners.ts";
import type { RawItem, Table } from "../../shared/store/table.ts";

/** A mail that is to go out now. */
export interface Mailing {
  readonly kind: MailKind;
  readonly invitation: Invitation & { readonly issue: Issue };
  readonly partner: Partner;
  readonly mail: Mail;
}

/** What the texts need beside the table. */
export interface MailSetting {
  readonly masterKey: MasterKey;
  readonly publicUrl: string;
  readonly operatorName: string;
  readonly now: Instant;
}

/** Which mail an event asks for. */
const kindOf: Record<(typeof mailedEvents)[number], MailKind> = {
  InvitationIssued: "invitation",
  InvitationReminded: "reminder",
  InvitationCodeRequested: "code",
};

/**
 * The mail that an event asks for, from what is true now; null when none is to go out any more: it was sent,
 * the invitation was answered, a newer mail replaced it, or its partner is frozen.
 */
export async function mailingOf(table: Table, event: StoredEvent, setting: MailSetting): Promise<Mailing | null> {
  const { eventId, aggregate, partnerId } = event.metadata;
  const kind = kindOf[event.type as keyof typeof kindOf];
  const [claim, profile, state, delivery, code] = await table.getMany([
    keys.mail(eventId),
    keys.partner(partnerId),
    keys.invitation(aggregate),
    keys.delivery(aggregate),
    keys.code(aggregate),
  ]);
  if (kind === undefined || claim || !profile || !state) return null;
  const partner = parsePartner(profile);
  const invitation = parseInvitation(state);
  const { issue } = invitation;
  if (issue === null || statusAt(invitation, setting.now) !== "pending" || partner.frozen) return null;
  if (event.metadata.sequence < issue.mailSequence) return null;
  if (kind === "invitation" && issue.mode !== "email") return null;
  if (kind === "reminder" && stopsReminders(invitation, delivery ? parseDelivery(delivery) : null)) return null;
  const open = { ...invitation, issue };
  const mail = kind === "code" ? codeMailOf(open, code, event, setting) : requestMailOf(kind, open, partner, setting);
  return mail && { kind, invitation: open, partner, mail };
}

function requestMailOf(
  kind: "invitation" | "reminder",
  invitation: Invitation,
  partner: Partner,
  setting: MailSetting,
): Mail {
  const link = linkOf(invitation, setting.masterKey, setting.publicUrl) ?? "";
  const { operatorName } = setting;
  const input = invitationMailInput(invitation, link, { operatorName, replyTo: partner.replyTo });
  return kind === "invitation" ? invitationMail(input) : reminderMail(input);
}

/** Null unless the code is the newest and still lives: an older number opens nothing. */
function codeMailOf(
  invitation: Mailing["invitation"],
  item: RawItem | null | undefined,
  event: StoredEvent,
  setting: MailSetting,
): Mail | null {
  const issued = item ? parseCode(item) : null;
  const { number } = (event.data["code"] ?? {}) as { number?: number };
  const code = issued?.number === number && issued && issued.endsAt > setting.now && codeFor(issued, setting.masterKey);
  if (!code) return null;
  return codeMail({
    locale: localeOf(invitation),
    operatorName: setting.operatorName,
    partnerName: invitation.issue.offer.partnerName,
    code,
    minutes: codePolicy.minutes,
  });
}
