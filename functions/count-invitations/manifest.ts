import type { Needs } from "../../shared/manifest.ts";

/** The settings that the function reads from its environment. */
export const environment = ["table"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "works",
  work: "funnel",
  purpose: "Numbers of a partner's weeks",
  hurt: "Partners see old numbers. Events are counted late, but correctly.",
  fix: "If it began with a deployment, deploy the previous version. Events wait in the queue funnel.",
  size: { memory: 256, timeout: 60 },
  table: { reads: ["BatchGetItem"], writes: ["PutItem", "UpdateItem"] },
} as const satisfies Needs;
