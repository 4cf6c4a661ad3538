import { everyWrite, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** What the function serves. */
export const routes = [
  { key: "GET /confirm/{token}", roles: "public" },
  { key: "POST /confirm/{token}", roles: "public" },
  { key: "GET /stop/{token}", roles: "public" },
  { key: "POST /stop/{token}", roles: "public" },
] as const satisfies readonly Route[];

/** What the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy", "operatorName", "operatorLinks"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "What a mailbox confirms, or stops, by a mailed link",
  hurt: "Nobody can confirm an address or stop a recovery; the mailed links stay valid meanwhile.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem"], writes: everyWrite },
} as const satisfies Needs;
