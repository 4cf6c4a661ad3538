import type { Invitation, InvitationTerms } from "../domain/invitation.ts";
import type { MailDraftInput } from "../mail/mail-draft.ts";
import type { RequestMailInput } from "../mail/request-mail.ts";
import { defaultLocale, isLocale, type Locale } from "../policy/locales.ts";
import { permissionName } from "../policy/permission-names.ts";

/** The language a customer is written to. */
export const localeOf = ({ terms }: Invitation): Locale =>
  isLocale(terms.customer.locale) ? terms.customer.locale : defaultLocale;

/** What the mails about a sent invitation say. Throws on a draft: it has nothing to say yet. */
export function invitationMailInput(
  invitation: Invitation,
  link: string,
  { operatorName, replyTo }: { readonly operatorName: string; readonly replyTo: string | null },
): RequestMailInput {
  const { issue, terms } = invitation;
  if (issue === null) throw new Error("A draft has no mail.");
  const { offer, expiresAt } = issue;
  const partner = { displayName: offer.partnerName, replyTo };
  return mailInputOf(terms, { locale: localeOf(invitation), operatorName, partner, link, expiresAt });
}

/** What the mail about such terms says; those of a sent invitation are what its frozen offer asks. */
export const mailInputOf = (
  { customer, message, relationship, permissions, duration }: InvitationTerms,
  setting: Pick<RequestMailInput, "locale" | "operatorName" | "partner" | "link" | "expiresAt">,
): RequestMailInput => ({
  ...setting,
  customer,
  message,
  offer: {
    relationship,
    permissionNames: permissions.map((id) => permissionName(id, setting.locale)),
    duration,
  },
});

/** What the mail is made of that a partner sends by hand. Throws on a draft: it has no link yet. */
export function draftInput(invitation: Invitation, link: string): MailDraftInput {
  const { terms, issue } = invitation;
  if (issue === null) throw new Error("A draft has no link.");
  return {
    locale: localeOf(invitation),
    partner: { displayName: issue.offer.partnerName, replyTo: null },
    customer: terms.customer,
    message: terms.message,
    link,
  };
}
