import { requestTimeout, type Needs } from "../../shared/manifest.ts";

/** What the function reads from its environment. */
export const environment = ["stage", "authorizeUrl", "operatorName", "operatorLinks"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Health, assets, agreements and everything unknown",
  hurt: "Pages lose their style, and agreements cannot be read.",
  memory: 512,
  timeout: requestTimeout,
} as const satisfies Needs;
