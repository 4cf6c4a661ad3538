import type { Locale } from "../../shared/policy/locales.ts";
import { routes } from "./manifest.ts";

/** The query parameters of a portal address. */
interface Carried {
  readonly locale: Locale;
  /** The last action, which the page confirms. */
  readonly done?: string | undefined;
  readonly [name: string]: string | undefined;
}

/** A path in the reader's language. It may have a query of its own. */
export function inLanguage(path: string, { locale, ...carried }: Carried): string {
  const [page = "", own] = path.split("?");
  const query = new URLSearchParams(own);
  query.set("lang", locale);
  for (const [name, value] of Object.entries(carried)) if (value !== undefined) query.set(name, value);
  return `${page}?${query.toString()}`;
}

/** An address within the portal. */
export const portalPath = (path: string, carried: Carried): string => inLanguage(`/portal${path}`, carried);

/** An address within the portal's pages of one customer. */
export const customerPath = (customerId: string, place: string, carried: Carried): string =>
  portalPath(`/customers/${customerId}${place}`, carried);

// The pages of a session, without signing in.
const shown = routes
  .filter(({ key }) => /^GET \/portal\/(?!sign-)/.test(key))
  .map(({ key }) => key.replace("GET ", "").replaceAll(/\{\w+\}/g, "([a-z]{3}_)?[0-9A-HJKMNP-TV-Z]{26}"))
  // Without its permission the page would ask about all of them.
  .map((path) => path.replace(/\/remove$/, "/remove(\\?permission=[a-z0-9.]+)?"));
const pages = new RegExp(`^(${shown.join("|")})$`);

/** The portal page to open after signing in; empty for the first page and for any other address. */
export const wantedPage = (path: unknown): string => (typeof path === "string" && pages.test(path) ? path : "");
