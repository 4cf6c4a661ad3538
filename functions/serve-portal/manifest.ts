import { everyWrite, requestTimeout, type Needs } from "../../shared/manifest.ts";

/** What the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy", "operatorName", "operatorLinks"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Portal of customers' administrators",
  hurt: "Customers cannot see what their partners may do, nor take it back.",
  memory: 512,
  timeout: requestTimeout,
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: everyWrite },
} as const satisfies Needs;
