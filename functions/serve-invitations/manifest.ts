import {
  everyWriteAndBatches,
  fileReaders,
  invitationWriters,
  partnerReaders,
  requestTimeout,
  type Needs,
  type Route,
} from "../../shared/manifest.ts";

/** The function's routes. */
export const routes = [
  { key: "POST /v1/invitations", roles: invitationWriters },
  { key: "GET /v1/invitations", roles: partnerReaders, query: true },
  { key: "GET /v1/invitations/export", roles: fileReaders, query: true },
  { key: "GET /v1/invitations/{id}", roles: partnerReaders },
  { key: "PATCH /v1/invitations/{id}", roles: invitationWriters, ifMatch: "must" },
  { key: "PATCH /v1/invitations/{id}/notes", roles: invitationWriters, ifMatch: "may" },
  { key: "POST /v1/invitations/{id}/send", roles: invitationWriters, ifMatch: "may" },
  { key: "POST /v1/invitations/{id}/resend", roles: invitationWriters, ifMatch: "may" },
  { key: "POST /v1/invitations/{id}/renew", roles: invitationWriters, ifMatch: "may" },
  { key: "POST /v1/invitations/{id}/correct-address", roles: invitationWriters, ifMatch: "may" },
  { key: "POST /v1/invitations/{id}/cancel", roles: invitationWriters, ifMatch: "may" },
  { key: "GET /v1/invitations/{id}/draft", roles: partnerReaders },
  { key: "GET /v1/invitations/{id}/history", roles: partnerReaders, query: true },
  { key: "GET /v1/invitations/{id}/receipt", roles: partnerReaders },
  { key: "POST /v1/relationships/{id}/amend", roles: invitationWriters },
] as const satisfies readonly Route[];

/** The settings that the function reads from its environment. */
export const environment = ["table", "masterKey", "publicUrl", "policy"] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Invitations API of partners",
  hurt: "Partners cannot invite or see invitations.",
  size: { memory: 512, timeout: requestTimeout },
  table: { reads: ["BatchGetItem", "Query"], writes: everyWriteAndBatches, indexes: ["listIndex"] },
} as const satisfies Needs;
