import { requestTimeout, type Needs } from "../../shared/manifest.ts";

/** What the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "operatorName", "operatorLinks"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Mail and reminders of an invitation before they go out",
  hurt: "Partners cannot look at a mail before it is sent.",
  memory: 512,
  timeout: requestTimeout,
  table: { reads: ["BatchGetItem", "Query"] },
} as const satisfies Needs;
