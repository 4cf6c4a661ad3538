import { fieldOn, fillIn, headingOf, type Fields } from "../../../infra/local/actors/pages.ts";

/** A page as a person sees it, or the address to which a browser would go and nobody followed. */
export interface Seen {
  readonly url: string;
  readonly heading: string;
  readonly html: string;
  /** What the page says was wrong. */
  readonly fault: string | undefined;
}

/** Opens an address as a browser does, redirect by redirect, up to a page or to an address with this beginning. */
export async function open(url: string, upTo?: string, init: RequestInit = {}): Promise<Seen> {
  if (upTo !== undefined && url.startsWith(upTo)) return { url, heading: "", html: "", fault: undefined };
  const response = await fetch(url, { ...init, redirect: "manual" });
  const location = response.headers.get("location");
  if (location !== null) return open(new URL(location, url).href, upTo);
  const html = await response.text();
  return { url, heading: headingOf(html), html, fault: /role="alert"><strong>([^<]+)/.exec(html)?.[1] };
}

/** Fills in the form of a sign-in page and sends it. */
export async function send({ html, url }: Seen, typed: Fields, upTo?: string): Promise<Seen> {
  const form = fillIn(html, url, "/oauth2/authorize", typed);
  if (form === undefined) throw new Error(`There is no form to fill in: ${headingOf(html)}`);
  return open(form.url, upTo, { method: "POST", body: form.fields });
}

/** Signs in with a first password, up to the page or address that comes after the last step; answers the app's secret too. */
export async function firstSignIn(
  start: Seen,
  { email, first, password }: { readonly email: string; readonly first: string; readonly password: string },
  upTo?: string,
): Promise<Seen & { readonly secret: string }> {
  const asked = await send(start, { email, password: first }, upTo);
  const app = await send(asked, { new_password: password }, upTo);
  const secret = /id="secret">([A-Z2-7]+)</.exec(app.html)?.[1] ?? "";
  return { ...(await send(app, { code: fieldOn(app.html, "code") ?? "" }, upTo)), secret };
}

/** The first password in a mail of the user pool. */
export const firstPasswordIn = (html: string): string =>
  /(?:First password:<br>\s*<strong>|temporary password is )([^<\s]+?)(?:<|\.$)/.exec(html)?.[1] ?? "";
