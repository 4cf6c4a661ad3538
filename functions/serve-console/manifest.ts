import { consolePage, page, partnerReaders, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  page("GET /console/sign-in", 303),
  page("GET /console/callback", 200, 303),
  page("GET /console/signed-out", 200),
  consolePage("POST /console/sign-out", partnerReaders, 303),
  consolePage("GET /console/sign-out", partnerReaders, 303),
  consolePage("POST /console/sign-out-everywhere", partnerReaders, 303),
  consolePage("GET /console/sign-out-everywhere", partnerReaders, 303),
  consolePage("GET /console", partnerReaders, 200, 303),
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = [
  "stage",
  "table",
  "masterKey",
  "publicUrl",
  "authorizeUrl",
  "operatorName",
  "operatorLinks",
] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Console of partners' users: signing in, customers",
  hurt: "Partners' users cannot sign in to the console or see their customers.",
  size: { memory: 512, timeout: requestTimeout },
  table: {
    reads: ["GetItem", "BatchGetItem", "Query"],
    writes: ["PutItem", "DeleteItem"],
    indexes: ["orderIndex"],
  },
} as const satisfies Needs;
