import { everyWrite, requestTimeout, type Needs } from "../../shared/manifest.ts";

/** What the function reads from its environment. */
export const environment = ["table", "userPool", "masterKey", "policy", "operatorName"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Who may sign in for a partner",
  hurt: "Partners cannot be registered, and nobody can be let in or out.",
  memory: 512,
  timeout: requestTimeout,
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: everyWrite },
  users: ["AdminCreateUser", "AdminGetUser", "AdminUpdateUserAttributes", "AdminDeleteUser"],
} as const satisfies Needs;
