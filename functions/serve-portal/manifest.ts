import { everyWrite, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** What the function serves. */
export const routes = [
  { key: "GET /portal", roles: "public" },
  { key: "POST /portal/sign-in", roles: "public" },
  { key: "GET /portal/sign-in/{token}", roles: "public" },
  { key: "POST /portal/sign-in/{token}", roles: "public" },
  { key: "POST /portal/sign-out", roles: "public" },
  { key: "POST /portal/sign-out-everywhere", roles: "public" },
  { key: "GET /portal/relationships/{id}", roles: "public" },
  { key: "GET /portal/relationships/{id}/receipts/{invitation}", roles: "public" },
  { key: "GET /portal/relationships/{id}/remove", roles: "public" },
  { key: "POST /portal/relationships/{id}/remove", roles: "public" },
  { key: "GET /portal/relationships/{id}/renew", roles: "public" },
  { key: "POST /portal/relationships/{id}/renew", roles: "public" },
  { key: "GET /portal/relationships/{id}/end", roles: "public" },
  { key: "POST /portal/relationships/{id}/end", roles: "public" },
  { key: "GET /portal/customers/{id}", roles: "public" },
  { key: "GET /portal/customers/{id}/administrators", roles: "public" },
  { key: "POST /portal/customers/{id}/administrators", roles: "public" },
  { key: "GET /portal/customers/{id}/administrators/{administrator}", roles: "public" },
  { key: "POST /portal/customers/{id}/administrators/{administrator}", roles: "public" },
  { key: "GET /portal/customers/{id}/name", roles: "public" },
  { key: "POST /portal/customers/{id}/name", roles: "public" },
  { key: "GET /portal/customers/{id}/senders", roles: "public" },
  { key: "POST /portal/customers/{id}/senders", roles: "public" },
  { key: "GET /portal/customers/{id}/senders/{partnerId}", roles: "public" },
  { key: "POST /portal/customers/{id}/senders/{partnerId}", roles: "public" },
  { key: "GET /portal/administrators", roles: "public" },
  { key: "GET /portal/senders", roles: "public" },
  { key: "GET /portal/senders/{id}", roles: "public" },
] as const satisfies readonly Route[];

/** What the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy", "operatorName", "operatorLinks"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Portal of customers' administrators",
  hurt: "Customers cannot see what their partners may do, nor take it back.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: everyWrite },
} as const satisfies Needs;
