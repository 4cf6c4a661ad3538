import { everyWrite, requestTimeout, type Needs } from "../../shared/manifest.ts";

/** What the function reads from its environment. */
export const environment = ["table", "masterKey", "policy", "operatorName", "userPool"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "API of the operator",
  hurt: "Partners cannot be verified or frozen, nor customers recovered.",
  memory: 512,
  timeout: requestTimeout,
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: everyWrite, index: "listIndex" },
  users: ["AdminGetUser"],
  accountList: true,
} as const satisfies Needs;
