import { everyWrite, requestTimeout, type Needs } from "../../shared/manifest.ts";

/** What the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "What external acceptance portals read and report",
  hurt: "Customers cannot decide at an external portal.",
  memory: 512,
  timeout: requestTimeout,
  table: { reads: ["GetItem", "BatchGetItem"], writes: everyWrite },
} as const satisfies Needs;
