import { partnerReaders, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** What the function serves. */
export const routes = [
  { key: "GET /v1/customers", roles: partnerReaders, query: true },
  { key: "GET /v1/customers/{id}", roles: partnerReaders },
] as const satisfies readonly Route[];

/** What the function reads from its environment. */
export const environment = ["table"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Customers API of partners",
  hurt: "Partners cannot see their customers.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem", "Query"] },
} as const satisfies Needs;
