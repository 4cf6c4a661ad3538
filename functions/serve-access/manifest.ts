import {
  operator,
  partnerReaders,
  permissionUsers,
  requestTimeout,
  type Needs,
  type Route,
} from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "GET /v1/access", roles: partnerReaders, query: true },
  { key: "POST /v1/access/uses", roles: permissionUsers },
  { key: "GET /v1/operator/access", roles: operator, query: true },
  { key: "POST /v1/operator/access/uses", roles: operator },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "userPool"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Access check of partners and of the vendor's services",
  hurt: "Services that ask whether a partner may act for a customer get no answer.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["BatchGetItem"], writes: ["UpdateItem"] },
  users: ["AdminGetUser"],
} as const satisfies Needs;
