import {
  everyWrite,
  invitationWriters,
  partnerAdmin,
  partnerReaders,
  requestTimeout,
  type Needs,
  type Route,
} from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "GET /v1/partner", roles: partnerReaders },
  { key: "PATCH /v1/partner", roles: partnerAdmin, ifMatch: "must" },
  { key: "POST /v1/partner/revoke-links", roles: partnerAdmin, ifMatch: "may" },
  { key: "GET /v1/permissions", roles: partnerReaders, query: true },
  { key: "GET /v1/services", roles: partnerReaders },
  { key: "GET /v1/clouds", roles: partnerReaders },
  { key: "GET /v1/agreements/current", roles: partnerReaders },
  { key: "GET /v1/templates", roles: partnerReaders, query: true },
  { key: "POST /v1/templates", roles: invitationWriters },
  { key: "GET /v1/templates/{id}", roles: partnerReaders },
  { key: "PATCH /v1/templates/{id}", roles: invitationWriters, ifMatch: "must" },
  { key: "DELETE /v1/templates/{id}", roles: invitationWriters, ifMatch: "must" },
  { key: "GET /v1/metrics", roles: partnerReaders, query: true },
  { key: "GET /v1/quotas", roles: partnerReaders },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "policy", "operatorName"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Profile, templates, catalogues and numbers of partners",
  hurt: "Partners cannot change their profile or templates.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: everyWrite, indexes: ["listIndex"] },
} as const satisfies Needs;
