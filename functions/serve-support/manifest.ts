import { requestTimeout, supportReaders, supportWriters, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "POST /v1/customers/{id}/support-requests", roles: supportWriters },
  { key: "GET /v1/support-requests", roles: supportReaders, query: true },
  { key: "GET /v1/support-requests/{id}", roles: supportReaders },
  { key: "GET /v1/support-requests/{id}/history", roles: supportReaders, query: true },
  { key: "POST /v1/support-requests/{id}/messages", roles: supportWriters, ifMatch: "may" },
  { key: "POST /v1/support-requests/{id}/close", roles: supportWriters, ifMatch: "may" },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Support requests of partners",
  hurt: "Partners cannot open or read support requests.",
  size: { memory: 512, timeout: requestTimeout },
  table: {
    reads: ["GetItem", "BatchGetItem", "Query"],
    writes: ["PutItem", "UpdateItem", "ConditionCheckItem"],
    indexes: ["listIndex"],
  },
} as const satisfies Needs;
