import type { Needs } from "../../shared/manifest.ts";

/** The settings that the function reads from its environment. */
export const environment = [
  "table",
  "masterKey",
  "publicUrl",
  "operatorName",
  "operatorLinks",
  "mailSender",
  "mailConfigurationSet",
  "mailQueue",
  "mailInterval",
] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "works",
  work: "mail",
  purpose: "From an event to a mail",
  hurt: "Customers do not get their mails. The mails wait in their queue.",
  fix: "If it began with a deployment, deploy the previous version. Mails that SES refuses raise mail-refused instead. If the log says that the quota cannot be measured, SES is not available.",
  size: { memory: 256, timeout: 30 },
  table: { reads: ["BatchGetItem", "Query"], writes: ["PutItem", "UpdateItem", "DeleteItem"] },
} as const satisfies Needs;
