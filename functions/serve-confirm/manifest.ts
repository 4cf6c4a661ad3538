import { everyWrite, page, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  page("GET /confirm/{token}", 200, 409, 410),
  page("POST /confirm/{token}", 200, 410),
  page("GET /stop/{token}", 200, 410),
  page("POST /stop/{token}", 200, 410),
  page("GET /r/{token}", 200, 409, 410),
  page("POST /r/{token}", 200, 410),
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy", "operatorName", "operatorLinks"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "What a mailbox confirms, stops or renews by a mailed link",
  hurt: "Nobody can confirm an address or stop a recovery; the mailed links stay valid meanwhile.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem"], writes: everyWrite },
} as const satisfies Needs;
