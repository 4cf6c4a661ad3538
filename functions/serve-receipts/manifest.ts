import { page, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  page("GET /i/{link}/receipt", 200, 303),
  page("GET /verify", 200),
  page("POST /verify", 200),
  { key: "GET /.well-known/jwks.json", roles: "public" },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "operatorName", "operatorLinks"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Receipts, their keys, and the page that checks them",
  hurt: "Nobody can read or check a receipt.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["BatchGetItem"] },
} as const satisfies Needs;
