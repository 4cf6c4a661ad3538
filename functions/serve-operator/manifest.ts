import { everyWrite, operator, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "GET /v1/operator/partners", roles: operator, query: true, elsewhere: ["POST"] },
  { key: "GET /v1/operator/partners/{id}", roles: operator },
  { key: "PATCH /v1/operator/partners/{id}", roles: operator, ifMatch: "must" },
  { key: "POST /v1/operator/partners/{id}/freeze", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/partners/{id}/release", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/partners/{id}/refuse-name", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/addresses/lookup", roles: operator },
  { key: "POST /v1/operator/addresses/lift", roles: operator },
  { key: "GET /v1/operator/customers", roles: operator, query: true },
  { key: "GET /v1/operator/customers/{id}", roles: operator },
  { key: "PATCH /v1/operator/customers/{id}", roles: operator, ifMatch: "must" },
  { key: "POST /v1/operator/customers/{id}/administrators", roles: operator, ifMatch: "may" },
  { key: "GET /v1/operator/relationships", roles: operator, query: true },
  { key: "GET /v1/operator/relationships/{id}", roles: operator },
  { key: "POST /v1/operator/relationships/{id}/suspend", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/relationships/{id}/resume", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/relationships/{id}/permissions-removed", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/exports", roles: operator },
  { key: "GET /v1/operator/exports/{id}", roles: operator, query: true },
  { key: "POST /v1/operator/erasures", roles: operator },
  { key: "GET /v1/operator/erasures/{id}", roles: operator },
  { key: "GET /v1/operator/support-requests", roles: operator, query: true },
  { key: "GET /v1/operator/support-requests/{id}", roles: operator },
  { key: "POST /v1/operator/support-requests/{id}/messages", roles: operator, ifMatch: "may" },
  { key: "POST /v1/operator/support-requests/{id}/close", roles: operator, ifMatch: "may" },
  { key: "GET /v1/operator/portals", roles: operator },
  { key: "GET /v1/operator/portals/{id}/secret", roles: operator },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "policy", "operatorName", "userPool"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "API of the operator",
  hurt: "Partners cannot be verified or frozen, nor customers recovered, nor relationships suspended.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: everyWrite, indexes: ["listIndex", "orderIndex"] },
  users: ["AdminGetUser"],
  accountList: true,
} as const satisfies Needs;
