import { everyWrite, requestTimeout, type Needs } from "../../shared/manifest.ts";

/** What the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Invitations API of partners",
  hurt: "Partners cannot invite or see invitations.",
  memory: 512,
  timeout: requestTimeout,
  table: { reads: ["BatchGetItem", "Query"], writes: everyWrite, index: "listIndex" },
} as const satisfies Needs;
