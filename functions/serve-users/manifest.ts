import { everyWrite, operator, partnerAdmin, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";
import { roles } from "../../shared/names.ts";

/** The function's routes. */
export const routes = [
  { key: "GET /v1/users", roles: ["admin", "auditor"], query: true },
  { key: "POST /v1/users", roles: partnerAdmin },
  { key: "GET /v1/users/{id}", roles: ["admin", "auditor"] },
  { key: "POST /v1/users/{id}/resend", roles: partnerAdmin, ifMatch: "may" },
  { key: "GET /v1/me", roles },
  { key: "PATCH /v1/users/{id}", roles: partnerAdmin, ifMatch: "must" },
  { key: "DELETE /v1/users/{id}", roles: partnerAdmin, ifMatch: "must" },
  { key: "POST /v1/operator/partners", roles: operator },
  { key: "POST /v1/operator/partners/{id}/admins", roles: operator },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "userPool", "masterKey", "policy", "operatorName"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Who may sign in for a partner",
  hurt: "Partners cannot be registered, and users cannot be added or removed.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: everyWrite },
  users: ["AdminCreateUser", "AdminGetUser", "AdminUpdateUserAttributes", "AdminDeleteUser"],
} as const satisfies Needs;
