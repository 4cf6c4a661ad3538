import { page, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { ...page("GET /i/{link}/decision", 303), elsewhere: ["POST"] },
  { ...page("GET /i/{link}/seen", 303), elsewhere: ["POST"] },
  { ...page("GET /i/{link}/code", 303), elsewhere: ["POST"] },
  { ...page("GET /i/{link}/hand-over", 303), elsewhere: ["POST"] },
  { ...page("GET /i/{link}/new-link", 303), elsewhere: ["POST"] },
  { key: "GET /v1/health", roles: "public" },
  { key: "GET /v1/openapi.json", roles: "public" },
  { key: "GET /v1/asyncapi.json", roles: "public" },
  page("GET /", 200),
  page("GET /favicon.ico", 200, 304),
  page("GET /assets/{file}", 200, 304),
  page("GET /agreements/{version}", 200),
  page("GET /problems/{kind}", 200),
  { key: "$default", roles: "public" },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["operatorName", "operatorLinks"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Health, assets, agreements and everything unknown",
  hurt: "Pages lose their style, and agreements cannot be read.",
  size: { memory: 512, timeout: requestTimeout },
} as const satisfies Needs;
