import { everyWrite, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** What the function serves. */
export const routes = [
  { key: "GET /i/{link}", roles: "public" },
  { key: "POST /i/{link}/decision", roles: "public" },
  { key: "POST /i/{link}/seen", roles: "public" },
  { key: "POST /i/{link}/code", roles: "public" },
  { key: "POST /i/{link}/hand-over", roles: "public" },
  { key: "POST /i/{link}/new-link", roles: "public" },
  { key: "GET /i/{link}/receipt", roles: "public" },
  { key: "GET /.well-known/jwks.json", roles: "public" },
] as const satisfies readonly Route[];

/** What the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy", "operatorName", "operatorLinks"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Page behind a personal link",
  hurt: "Customers cannot read or answer an offer.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem"], writes: everyWrite },
} as const satisfies Needs;
