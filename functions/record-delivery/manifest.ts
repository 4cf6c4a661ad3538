import { everyWrite, type Needs } from "../../shared/manifest.ts";

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "works",
  work: "delivery",
  purpose: "From SES feedback to the invitation",
  hurt: "Partners do not see whether mails arrived, and addresses that bounced are not noticed.",
  fix: "If it began with a deployment, deploy the previous version. Reports of SES wait in the queue delivery.",
  size: { memory: 256, timeout: 30 },
  table: { reads: ["BatchGetItem", "Query"], writes: everyWrite },
} as const satisfies Needs;
