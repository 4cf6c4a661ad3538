import { everyWrite, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "GET /v1/callbacks/offer", roles: "public" },
  { key: "POST /v1/callbacks/acceptance", roles: "public" },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "What external acceptance portals read and report",
  hurt: "Customers cannot decide at an external portal.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["GetItem", "BatchGetItem"], writes: everyWrite },
} as const satisfies Needs;
