import { invitationWriters, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "POST /v1/invitations/batch", roles: invitationWriters },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "policy"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Many invitations in one call",
  hurt: "Partners cannot send batches. Single invitations still work.",
  // A hundred rows take seconds where the table is slow; the gateway waits no longer than this and a second.
  size: { memory: 512, timeout: 29 },
  table: {
    reads: ["BatchGetItem", "Query"],
    writes: ["PutItem", "UpdateItem", "ConditionCheckItem", "BatchWriteItem"],
  },
} as const satisfies Needs;
