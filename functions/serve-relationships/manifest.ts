import { partnerReaders, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "GET /v1/relationships", roles: partnerReaders, query: true },
  { key: "GET /v1/relationships/{id}", roles: partnerReaders },
  { key: "GET /v1/relationships/{id}/history", roles: partnerReaders, query: true },
  { key: "DELETE /v1/relationships/{id}/permissions/{permission}", roles: ["admin", "helpdesk"], ifMatch: "may" },
  // Only an admin ends it; the dry run is for all of these.
  { key: "POST /v1/relationships/{id}/terminate", roles: ["admin", "sales", "helpdesk"], ifMatch: "may" },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Relationships API of partners",
  hurt: "Partners cannot see or end their relationships.",
  size: { memory: 512, timeout: requestTimeout },
  table: {
    reads: ["GetItem", "BatchGetItem", "Query"],
    writes: ["PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["listIndex", "orderIndex"],
  },
} as const satisfies Needs;
