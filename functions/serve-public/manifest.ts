import { requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** What the function serves. */
export const routes = [
  { key: "GET /i/{link}/decision", roles: "public", elsewhere: ["POST"] },
  { key: "GET /i/{link}/seen", roles: "public", elsewhere: ["POST"] },
  { key: "GET /i/{link}/code", roles: "public", elsewhere: ["POST"] },
  { key: "GET /i/{link}/hand-over", roles: "public", elsewhere: ["POST"] },
  { key: "GET /i/{link}/new-link", roles: "public", elsewhere: ["POST"] },
  { key: "GET /console/sign-in", roles: "public" },
  { key: "GET /console/callback", roles: "public" },
  { key: "GET /v1/health", roles: "public" },
  { key: "GET /v1/openapi.json", roles: "public" },
  { key: "GET /v1/asyncapi.json", roles: "public" },
  { key: "GET /assets/{file}", roles: "public" },
  { key: "GET /agreements/{version}", roles: "public" },
  { key: "GET /problems/{kind}", roles: "public" },
  { key: "$default", roles: "public" },
] as const satisfies readonly Route[];

/** What the function reads from its environment. */
export const environment = ["stage", "authorizeUrl", "operatorName", "operatorLinks"] as const;

/** What the stack gives the function. */
export const needs = {
  kind: "serves",
  purpose: "Health, assets, agreements and everything unknown",
  hurt: "Pages lose their style, and agreements cannot be read.",
  size: { memory: 512, timeout: requestTimeout },
} as const satisfies Needs;
