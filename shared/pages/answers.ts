import type { Refusal } from "../kernel/refusal.ts";
import { problemKinds, refusalHeaders } from "../http/problems.ts";
import type { HttpAnswer, HttpRequest } from "../http/request.ts";
import { chosenLocale } from "./reader.ts";

// Our stylesheet, scripts and icon, forms to ourselves; nothing inline, no frames.
const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// No page of ours needs a device, a payment or a sensor.
const permissionsPolicy =
  "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), usb=()";

// A page's address may hold a personal link, so nothing keeps it and no other site learns it.
const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": contentSecurityPolicy,
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": permissionsPolicy,
} as const;

/** A page as an answer, with the headers of every page and its own. */
export const pageAnswer = (status: number, body: string, headers: HttpAnswer["headers"] = {}): HttpAnswer => ({
  status,
  body,
  headers: { ...pageHeaders, ...headers },
});

/** A page that comes back because of a refusal, and says so by its status, unless it has one of its own. */
export const shownAgain = (shown: HttpAnswer, refusal: Refusal): HttpAnswer =>
  shown.status === 200
    ? { ...shown, status: problemKinds[refusal.kind][0], headers: { ...shown.headers, ...refusalHeaders(refusal) } }
    : shown;

/** A redirect to a page, in the language that was chosen before. */
export const toPage = (path: string, request: Pick<HttpRequest, "query">): HttpAnswer => {
  const locale = chosenLocale(request);
  return seeOther(`${path}${locale === null ? "" : `?lang=${locale}`}`);
};

/** A redirect to the page of a personal link. */
export const toLinkPage = (link: string, request: Pick<HttpRequest, "query">): HttpAnswer =>
  toPage(`/i/${encodeURIComponent(link)}`, request);

/** On to another page, which by default does not learn the address of this one. */
export const seeOther = (location: string, referrer: "no-referrer" | "same-origin" = "no-referrer"): HttpAnswer => ({
  status: 303,
  headers: { location, "referrer-policy": referrer },
});
