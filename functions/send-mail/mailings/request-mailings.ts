import { linkOf } from "../../../shared/invitation/commands/invitation-answer.ts";
import { invitationMailInput } from "../../../shared/invitation/mails/mail-input.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { mailboxOf } from "../../../shared/kernel/address.ts";
import { newestMailId, stopsReminders } from "../../../shared/delivery/model.ts";
import { asOf } from "../../../shared/invitation/model.ts";
import { isRevoked } from "../../../shared/delivery/rules/withheld-mail.ts";
import { withholding } from "../../../shared/delivery/rules/withheld-mail.ts";
import { senderName } from "../../../shared/mail/raw-message.ts";
import { invitationMail, reminderMail } from "../../../shared/invitation/mails/request-mail.ts";
import { unsubscribeHeaders } from "../../../shared/mail/unsubscribe-line.ts";
import type { InvitationOccasion } from "./invitation-occasion.ts";
import type { Mailing } from "../mailing.ts";
import { langQuery } from "./portal-link.ts";

/**
 * The mail with a request, unless it was answered, a newer mail replaced it or its partner sends by hand. Withheld where its
 * partner is frozen or took the link back: nobody would ever hear of it else.
 */
export async function requestMailing(occasion: InvitationOccasion): Promise<Mailing[]> {
  const { invitation, delivery, partner, now } = occasion;
  if (!isCurrent(occasion) || invitation.issue.mode !== "email") return [];
  const withheld = withholding(invitation, delivery, partner, now);
  if (withheld === null && !mayGo(occasion)) return [];
  const mail = invitationMail(await inputOf(occasion));
  return [{ ...toCustomer(occasion), kind: "invitation", mail, ...(withheld !== null && { withheld }) }];
}

/** A reminder of a request, with the ways to get no more of them; none after a mail that could not be delivered. */
export async function reminderMailing(occasion: InvitationOccasion): Promise<Mailing[]> {
  const { invitation, delivery } = occasion;
  if (!isCurrent(occasion) || !mayGo(occasion) || stopsReminders(invitation, delivery)) return [];
  const unsubscribeUrl = unsubscribeUrlOf(occasion);
  const mail = reminderMail({ ...(await inputOf(occasion)), unsubscribeUrl });
  const headers = unsubscribeHeaders(unsubscribeUrl);
  const follows = newestMailId(invitation.issue, delivery);
  return [{ ...toCustomer(occasion), kind: "reminder", mail, headers, follows }];
}

/** Whether the customer may still answer and the event is not about an older mail. */
const isCurrent = ({ event, invitation, now }: InvitationOccasion): boolean =>
  asOf(invitation, now).status === "pending" && event.metadata.sequence >= invitation.issue.mailSequence;

/** Whether the partner's links live. */
const mayGo = ({ invitation, partner }: InvitationOccasion): boolean =>
  !partner.frozen && !isRevoked(invitation, partner);

/** Everything of a mail to the customer in the partner's name but what it says. */
export const toCustomer = ({
  invitation,
  partner,
  operatorName,
}: InvitationOccasion): Omit<Mailing, "kind" | "mail"> => ({
  to: invitation.terms.customer.email,
  senderName: senderName(partner.displayName, operatorName),
  replyTo: partner.replyTo,
  linkVersion: invitation.issue.linkVersion,
  customerId: invitation.customerId,
  headers: {},
});

function inputOf({ invitation, partner, masterKey, publicUrl, operatorName }: InvitationOccasion) {
  const link = linkOf(invitation, masterKey, publicUrl) ?? "";
  return invitationMailInput(invitation, link, { operatorName, partner });
}

function unsubscribeUrlOf({ invitation, masterKey, publicUrl }: InvitationOccasion): string {
  const { partnerId, terms } = invitation;
  const token = signUnsubscribe(
    { partnerId, address: addressPseudonym(mailboxOf(terms.customer.email), masterKey) },
    masterKey,
  );
  const { locale } = terms.customer;
  return `${publicUrl}/u/${token}${langQuery(locale)}`;
}
