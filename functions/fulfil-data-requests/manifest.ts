import type { Needs } from "../../shared/manifest.ts";

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "receiptYears"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "works",
  work: "dataRequests",
  purpose: "Exports and erasures of persons' data",
  hurt: "Exports and erasures of persons' data do not end. Nothing else is affected.",
  fix: "The next run goes on in five minutes. If the alarm stays, the log line item of a data request failed has the kind of the faulty item.",
  // A run comes four minutes after the one before it, or later.
  size: { memory: 512, timeout: 210 },
  table: {
    reads: ["GetItem", "BatchGetItem", "Query", "Scan"],
    writes: ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"],
  },
} as const satisfies Needs;
