import type { Needs } from "../../shared/manifest.ts";

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy", "jobsQueue"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "works",
  work: "jobs",
  purpose: "Rows of partners' jobs",
  hurt: "Jobs of partners do not come further. Single requests and batches still work.",
  fix: "If it began with a deployment, deploy the previous version. Jobs wait in the queue jobs and go on where they stopped.",
  size: { memory: 512, timeout: 60 },
  table: {
    reads: ["BatchGetItem", "Query"],
    writes: ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem", "BatchWriteItem"],
    indexes: ["listIndex"],
  },
} as const satisfies Needs;
