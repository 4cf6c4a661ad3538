import { consolePage, partnerAdmin, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** Who sees the partner's users. */
const userReaders = ["admin", "auditor"] as const;

/** The function's routes. */
export const routes = [
  consolePage("GET /console/colleagues", userReaders, 200, 303),
  consolePage("GET /console/colleagues/new", partnerAdmin, 200, 303),
  consolePage("POST /console/colleagues/new", partnerAdmin, 303),
  consolePage("GET /console/colleagues/{id}", partnerAdmin, 200, 303),
  consolePage("POST /console/colleagues/{id}", partnerAdmin, 303),
  consolePage("GET /console/colleagues/{id}/resend", partnerAdmin, 303),
  consolePage("POST /console/colleagues/{id}/resend", partnerAdmin, 303),
  consolePage("GET /console/colleagues/{id}/remove", partnerAdmin, 200, 303),
  consolePage("POST /console/colleagues/{id}/remove", partnerAdmin, 303),
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "userPool", "operatorName", "operatorLinks"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Console of partners' users: settings",
  hurt: "Admins of partners cannot add, change or remove users in the console.",
  size: { memory: 512, timeout: requestTimeout },
  table: {
    reads: ["GetItem", "BatchGetItem", "Query"],
    writes: ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
  },
  users: ["AdminCreateUser", "AdminGetUser", "AdminUpdateUserAttributes", "AdminDeleteUser"],
} as const satisfies Needs;
