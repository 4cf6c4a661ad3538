import { page, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [page("GET /u/{token}", 200), page("POST /u/{token}", 200)] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "operatorName", "operatorLinks"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "The way out of reminders",
  hurt: "Customers cannot unsubscribe, and may report mails as spam.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["BatchGetItem"], writes: ["UpdateItem"] },
} as const satisfies Needs;
