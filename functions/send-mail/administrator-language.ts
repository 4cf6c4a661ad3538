import { localeOf } from "../../shared/commands/invitation-mail-input.ts";
import type { Administrator } from "../../shared/domain/administrator.ts";
import type { Invitation } from "../../shared/domain/invitation.ts";
import { isLocale, type Locale } from "../../shared/policy/locales.ts";

/**
 * In which language a customer's administrator is written to: its own where that is known, else that of the one who was
 * invited. `stated` is null where nobody said one: then pages leave it to the browser.
 */
export function languageOf(
  { locale: own }: Pick<Administrator, "locale">,
  invitation: Invitation,
): { readonly locale: Locale; readonly stated: string | null } {
  const stated = own ?? invitation.terms.customer.locale;
  return { locale: isLocale(stated) ? stated : localeOf(invitation), stated };
}
