import { linkOf } from "../../../shared/invitation/commands/invitation-answer.ts";
import { invitationMailInput } from "../../../shared/invitation/mails/mail-input.ts";
import { readComparison } from "../../../shared/invitation/reads/compared-request.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { mailboxOf } from "../../../shared/kernel/address.ts";
import { isReported, newestMailId, stopsReminders } from "../../../shared/delivery/rules/progress.ts";
import { asOf } from "../../../shared/invitation/model.ts";
import { isRevoked } from "../../../shared/delivery/rules/withheld-mail.ts";
import { withholding } from "../../../shared/delivery/rules/withheld-mail.ts";
import { senderName } from "../../../shared/mail/raw-message.ts";
import { invitationMail, reminderMail, type RequestMailInput } from "../../../shared/invitation/mails/request-mail.ts";
import { unsubscribeHeaders } from "../../../shared/mail/unsubscribe-line.ts";
import type { InvitationContext } from "./invitation-context.ts";
import type { Mailing } from "../mailing.ts";
import { langQuery } from "./to-administrators.ts";

/**
 * The mail with a request, unless it went out, it was answered, a newer mail replaced it, or the partner sends the link itself. It is
 * withheld, and its delivery says so, if the partner is frozen or has revoked the link.
 */
export async function requestMailing(context: InvitationContext): Promise<Mailing[]> {
  const { invitation, delivery, partner } = context;
  if (!isCurrent(context) || invitation.issue.mode !== "email" || isReported(invitation.issue, delivery)) return [];
  const withheld = withholding(invitation, delivery, partner);
  if (withheld === null && !mayGo(context)) return [];
  const input = await inputOf(context);
  const mail = invitationMail(input);
  return [{ ...asRequest(context, input), kind: "invitation", mail, ...(withheld !== null && { withheld }) }];
}

/** A reminder of a request; none after a mail that could not be delivered. */
export async function reminderMailing(context: InvitationContext): Promise<Mailing[]> {
  const { invitation, delivery } = context;
  if (!isCurrent(context) || !mayGo(context) || stopsReminders(invitation, delivery)) return [];
  const input = await inputOf(context);
  const follows = newestMailId(invitation.issue, delivery);
  return [{ ...asRequest(context, input), kind: "reminder", mail: reminderMail(input), follows }];
}

/** Whether the customer can still answer, and the event is about the newest mail. */
const isCurrent = ({ event, invitation, now }: InvitationContext): boolean =>
  asOf(invitation, now).status === "pending" && event.metadata.sequence >= invitation.issue.mailSequence;

/** Whether the partner's links are valid. */
const mayGo = ({ invitation, partner }: InvitationContext): boolean =>
  !partner.frozen && !isRevoked(invitation, partner);

/** The envelope of a mail in the partner's name, which its reader can stop with one click. */
const asRequest = (
  { invitation, partner, operatorName }: InvitationContext,
  { unsubscribeUrl }: RequestMailInput,
): Omit<Mailing, "kind" | "mail"> => ({
  to: invitation.terms.customer.email,
  senderName: senderName(partner.displayName, operatorName),
  replyTo: partner.replyTo,
  linkVersion: invitation.issue.linkVersion,
  customerId: invitation.customerId,
  headers: unsubscribeHeaders(unsubscribeUrl),
});

async function inputOf(context: InvitationContext): Promise<RequestMailInput> {
  const { invitation, partner, masterKey, publicUrl, operatorName, table, now } = context;
  const link = linkOf(invitation, masterKey, publicUrl);
  if (link === null) throw new Error("An invitation that was not sent has no mail.");
  const links = { link, unsubscribeUrl: unsubscribeUrlOf(context) };
  const compared = await readComparison(table, invitation, now);
  return invitationMailInput(invitation, links, { operatorName, partner, compared });
}

function unsubscribeUrlOf({ invitation, masterKey, publicUrl }: InvitationContext): string {
  const { partnerId, terms } = invitation;
  const token = signUnsubscribe(
    { partnerId, address: addressPseudonym(mailboxOf(terms.customer.email), masterKey) },
    masterKey,
  );
  const { locale } = terms.customer;
  return `${publicUrl}/u/${token}${langQuery(locale)}`;
}
