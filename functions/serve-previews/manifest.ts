import { partnerReaders, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "GET /v1/invitations/{id}/preview", roles: partnerReaders, query: true },
  { key: "GET /v1/invitations/{id}/reminders", roles: partnerReaders },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "operatorName", "operatorLinks"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Mail and reminders of an invitation before they go out",
  hurt: "Partners cannot preview a mail before it is sent.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["BatchGetItem", "Query"] },
} as const satisfies Needs;
