import { isLocale } from "../../shared/policy/locales.ts";

/** Where a page of the portal is, in the reader's language; where nobody said it, the browser does. No secret is in it. */
export const portalLink = (publicUrl: string, page: string, locale: string | null): string =>
  `${publicUrl}/portal${page}${isLocale(locale) ? `?lang=${locale}` : ""}`;
