import { localeOf } from "../../../shared/invitation/mails/mail-input.ts";
import type { Customer, Administrator } from "../../../shared/customer/model.ts";
import type { Invitation } from "../../../shared/invitation/model.ts";
import { isOffered, spokenLocale, type Locale } from "../../../shared/policy/locales.ts";

/**
 * In which language a customer's administrator is written to: its own where that is known, else that of the one who was
 * invited. `stated` is null where nobody said one: then pages leave it to the browser.
 */
export function languageOf(
  { locale: own }: Pick<Administrator, "locale">,
  invitation: Invitation,
): { readonly locale: Locale; readonly stated: string | null } {
  const stated = own ?? invitation.terms.customer.locale;
  return { locale: isOffered(stated) ? stated : localeOf(invitation), stated };
}

/** The same where no invitation is at hand: else that of the customer's longest-standing administrator who has one. */
export function languageAmong(
  { locale: own }: Pick<Administrator, "locale">,
  { administrators }: Pick<Customer, "administrators">,
): Locale {
  return spokenLocale(own, ...administrators.map(({ locale }) => locale));
}
