import type { Needs } from "../../shared/manifest.ts";

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "policy"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "works",
  work: "sweeps",
  purpose: "Expiry and reminders of one shard",
  hurt: "Reminders and expiry events are late.",
  fix: "The next sweep tries again in five minutes. If the alarm stays, the log line due item failed has the id of the faulty item.",
  // A sweep comes four minutes after the one before it, or later: with half a minute between, one shard is never swept by two.
  size: { memory: 512, timeout: 210 },
  table: { reads: ["BatchGetItem"], writes: ["PutItem", "UpdateItem", "DeleteItem"], indexes: ["dueIndex"] },
} as const satisfies Needs;
