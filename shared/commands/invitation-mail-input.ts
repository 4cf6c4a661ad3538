import type { Invitation } from "../domain/invitation.ts";
import type { MailDraftInput } from "../mail/mail-draft.ts";
import type { RequestMailInput } from "../mail/request-mail.ts";
import { defaultLocale, inLocale, isLocale, type Locale } from "../policy/locales.ts";
import { findPermission } from "../policy/permissions.ts";

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
  const locale = localeOf(invitation);
  const { offer, expiresAt } = issue;
  return {
    locale,
    operatorName,
    partner: { displayName: offer.partnerName, replyTo },
    customer: terms.customer,
    message: terms.message,
    offer: {
      relationship: offer.relationship,
      permissionNames: offer.permissions.map((id) => {
        const permission = findPermission(id);
        return permission ? inLocale(permission.texts, locale).name : id;
      }),
      duration: offer.duration,
    },
    link,
    expiresAt,
  };
}

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
