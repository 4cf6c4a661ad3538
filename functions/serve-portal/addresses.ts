import { inLanguage, type Carried } from "../../shared/pages/in-language.ts";
import { routes } from "./manifest.ts";

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
