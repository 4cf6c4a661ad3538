import {
  customerWriters,
  fileReaders,
  partnerReaders,
  requestTimeout,
  type Needs,
  type Route,
} from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "GET /v1/customers", roles: partnerReaders, query: true },
  { key: "GET /v1/customers/export", roles: fileReaders, query: true },
  { key: "GET /v1/customers/{id}", roles: partnerReaders },
  { key: "PATCH /v1/customers/{id}", roles: customerWriters, ifMatch: "must" },
  { key: "GET /v1/customers/{id}/history", roles: partnerReaders, query: true },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Customers API of partners",
  hurt: "Partners cannot see their customers.",
  size: { memory: 512, timeout: requestTimeout },
  table: {
    reads: ["GetItem", "BatchGetItem", "Query"],
    writes: ["PutItem", "UpdateItem"],
    indexes: ["orderIndex"],
  },
} as const satisfies Needs;
