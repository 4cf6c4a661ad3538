import type { Locale } from "../../shared/policy/locales.ts";

/** What an address of the portal carries beside its path. */
interface Carried {
  readonly locale: Locale;
  /** What was just done, to be said by the page. */
  readonly done?: string;
  readonly [name: string]: string | undefined;
}

/** An address within the portal, in the reader's language. */
export function portalPath(path: string, { locale, ...carried }: Carried): string {
  const query = new URLSearchParams({ lang: locale });
  for (const [name, value] of Object.entries(carried)) if (value !== undefined) query.set(name, value);
  return `/portal${path}?${query.toString()}`;
}

/** An address within the portal's pages of one customer. */
export const customerPath = (customerId: string, place: string, carried: Carried): string =>
  portalPath(`/customers/${customerId}${place}`, carried);

const id = "[0-9A-HJKMNP-TV-Z]{26}";
const settings = `senders(/ptn_${id})?|administrators`;
const pages = new RegExp(
  `^/portal/(relationships/rel_${id}(/(remove|renew|end))?|customers/cus_${id}(/(${settings}(/${id})?|name))?|${settings})$`,
);

/** A page of the portal that somebody wanted before signing in; empty for its first one and for whatever is none of ours. */
export const wantedPage = (path: unknown): string => (typeof path === "string" && pages.test(path) ? path : "");
