import { pageHeaders } from "../../shared/pages/page.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";

// A form's origin must reach us; no other site learns an address.
const sessionHeaders = { ...pageHeaders, "referrer-policy": "same-origin" };

/** A page of a session. */
export const pageAnswer = (body: string, status = 200, headers: HttpAnswer["headers"] = {}): HttpAnswer => ({
  status,
  body,
  headers: { ...sessionHeaders, ...headers },
});

/** On to another page. */
export const seeOther = (location: string): HttpAnswer => ({
  status: 303,
  headers: { location, "cache-control": "no-store", "referrer-policy": "same-origin" },
});
