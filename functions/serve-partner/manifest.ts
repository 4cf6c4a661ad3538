import { everyWrite, requestTimeout, type Needs } from "../../shared/manifest.ts";

/** What the function reads from its environment. */
export const environment = ["table", "policy", "operatorName"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Profile, templates, catalogues and numbers of partners",
  hurt: "Partners cannot change their profile or templates.",
  memory: 512,
  timeout: requestTimeout,
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: everyWrite, index: "listIndex" },
} as const satisfies Needs;
