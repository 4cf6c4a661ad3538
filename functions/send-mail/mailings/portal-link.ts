import { isOffered } from "../../../shared/policy/locales.ts";

/** The query of a link to a page in the reader's language; none where nobody said one that is offered: then the browser does. */
export const langQuery = (locale: string | null): string => (isOffered(locale) ? `?lang=${locale}` : "");

/** Where a page of the portal is, in the reader's language. No secret is in it. */
export const portalLink = (publicUrl: string, page: string, locale: string | null): string =>
  `${publicUrl}/portal${page}${langQuery(locale)}`;
