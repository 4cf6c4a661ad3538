import { everyWrite, page, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  page("GET /portal", 200),
  page("GET /portal/sign-in", 303),
  page("POST /portal/sign-in", 200),
  page("GET /portal/sign-in/{token}", 200, 303),
  page("POST /portal/sign-in/{token}", 303),
  page("GET /portal/sign-out", 303),
  page("POST /portal/sign-out", 303),
  page("GET /portal/sign-out-everywhere", 303),
  page("POST /portal/sign-out-everywhere", 303),
  page("GET /portal/relationships/{id}", 200, 303),
  page("GET /portal/relationships/{id}/receipts/{invitation}", 200, 303),
  page("GET /portal/relationships/{id}/remove", 200, 303),
  page("POST /portal/relationships/{id}/remove", 303),
  page("GET /portal/relationships/{id}/renew", 200, 303, 403, 409),
  page("POST /portal/relationships/{id}/renew", 200, 303),
  page("GET /portal/relationships/{id}/pause", 200, 303),
  page("POST /portal/relationships/{id}/pause", 303, 409),
  page("GET /portal/relationships/{id}/resume", 200, 303, 409),
  page("POST /portal/relationships/{id}/resume", 303, 409),
  page("GET /portal/relationships/{id}/end", 200, 303, 409),
  page("POST /portal/relationships/{id}/end", 303),
  page("GET /portal/customers/{id}", 200, 303),
  page("GET /portal/customers/{id}/administrators", 200, 303),
  page("POST /portal/customers/{id}/administrators", 303),
  page("GET /portal/customers/{id}/administrators/{administrator}", 200, 303, 409),
  page("POST /portal/customers/{id}/administrators/{administrator}", 303),
  page("GET /portal/customers/{id}/name", 200, 303, 409),
  page("POST /portal/customers/{id}/name", 303),
  page("GET /portal/customers/{id}/support", 200, 303),
  page("GET /portal/customers/{id}/support/{request}", 200, 303),
  page("GET /portal/customers/{id}/senders", 200, 303),
  page("POST /portal/customers/{id}/senders", 303),
  page("GET /portal/customers/{id}/senders/{partnerId}", 200, 303),
  page("POST /portal/customers/{id}/senders/{partnerId}", 303),
  page("GET /portal/administrators", 200, 303),
  page("GET /portal/senders", 200, 303),
  page("GET /portal/senders/{id}", 200, 303),
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy", "operatorName", "operatorLinks"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Portal of customers' administrators",
  hurt: "Customers cannot see or remove their partners' permissions.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: everyWrite },
} as const satisfies Needs;
