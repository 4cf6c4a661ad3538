import { invitationWriters, jobReaders, requestTimeout, type Needs, type Route } from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "POST /v1/jobs", roles: invitationWriters },
  { key: "GET /v1/jobs", roles: jobReaders, query: true },
  { key: "GET /v1/jobs/{id}", roles: jobReaders },
  // Of others' jobs for admins only.
  { key: "PUT /v1/jobs/{id}/rows/{n}", roles: invitationWriters },
  { key: "POST /v1/jobs/{id}/start", roles: invitationWriters },
  { key: "POST /v1/jobs/{id}/cancel", roles: invitationWriters },
  { key: "GET /v1/jobs/{id}/results", roles: jobReaders, query: true },
  { key: "GET /v1/jobs/{id}/results.csv", roles: jobReaders },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Jobs of partners: one action on many invitations",
  hurt: "Partners cannot start jobs or read their results. Jobs that are running go on.",
  size: { memory: 512, timeout: requestTimeout },
  table: {
    reads: ["BatchGetItem", "Query"],
    writes: ["PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["listIndex"],
  },
} as const satisfies Needs;
