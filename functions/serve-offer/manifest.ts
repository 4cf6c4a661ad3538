import { everyWrite, page, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  page("GET /i/{link}", 200, 303, 403, 410),
  page("POST /i/{link}/decision", 200, 303, 410),
  page("POST /i/{link}/seen", 204),
  page("POST /i/{link}/code", 200, 303, 410),
  page("POST /i/{link}/hand-over", 200, 303, 410),
  page("POST /i/{link}/new-link", 200, 303, 410),
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy", "operatorName", "operatorLinks"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Page behind a personal link",
  hurt: "Customers cannot read or answer an offer.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem"], writes: everyWrite },
} as const satisfies Needs;
