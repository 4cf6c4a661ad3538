import type { Needs } from "../../shared/manifest.ts";

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "bus", "poisonQueue"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "works",
  work: "outbox",
  purpose: "From the table's stream to the bus",
  hurt: "Everybody: events, and the mails that follow them, are late. Nothing is lost for 12 hours.",
  fix: "If it began with a deployment, deploy the previous version. Events that fail by themselves are set aside: see the queue poison.",
  size: { memory: 256, timeout: 60 },
  table: { reads: ["GetItem", "BatchGetItem", "Query"], writes: ["PutItem", "UpdateItem", "BatchWriteItem"] },
} as const satisfies Needs;
