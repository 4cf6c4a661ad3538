import type { RouteDescriptions } from "../../shared/openapi/description.ts";
import { receipt } from "../../shared/invitation/receipt-answers.ts";
import { listOf } from "../../shared/openapi/values.ts";
import type { routes } from "./manifest.ts";
import { path } from "./openapi-common.ts";
import { historyQuery, listQuery } from "./requests.ts";
import { event, invitation, mailDraft } from "./responses.ts";

/** What can be read of invitations. */
export const readRoutes = {
  "GET /v1/invitations": {
    operationId: "listInvitations",
    summary: "List invitations",
    description:
      "The partner's invitations, newest first. `email` is an exact address, `tag` an exact tag, `createdBy` the id of a user, or `me`. What was created at `from` is in the list, what was created at `to` is not. `status` and `delivery` take up to ten values, with commas between, of which one is enough. Of several parameters, all must hold. Each of them but `delivery` is answered from a list kept by it; where few invitations are in two such lists at once, some hundreds of entries of each are compared a request, and a page can take longer. No list is kept by `delivery`: every invitation that is otherwise wanted is read until one is found, so where few are of it, say another parameter too.",
    query: listQuery,
    answers: { 200: { description: "A page of them.", schema: listOf("InvitationList", invitation) } },
  },
  "GET /v1/invitations/{id}": {
    operationId: "readInvitation",
    summary: "Read an invitation",
    description: "As it stands at this moment: one whose end has come reads `expired`.",
    path,
    answers: { 200: { description: "The invitation.", schema: invitation, headers: ["ETag"] } },
  },
  "GET /v1/invitations/{id}/draft": {
    operationId: "readDraft",
    summary: "Read the mail to send by hand",
    description: "For an invitation sent with `self`, while its link lives. Each reading is written into the history.",
    path,
    answers: { 200: { description: "The mail, with the personal link.", schema: mailDraft } },
    problems: ["wrong-state", "mailed-invitation", "link-revoked", "busy"],
  },
  "GET /v1/invitations/{id}/receipt": {
    operationId: "readReceipt",
    summary: "Read the consent receipt",
    description:
      "For an accepted invitation: who agreed to what, and when. `/.well-known/jwks.json` has the keys to verify it.",
    path,
    answers: { 200: { ...receipt, headers: [...receipt.headers, "ETag"] } },
    problems: ["wrong-state"],
  },
  "GET /v1/invitations/{id}/history": {
    operationId: "readHistory",
    summary: "Read what happened to an invitation",
    description: "The events of the invitation, its delivery and its notes, oldest first.",
    path,
    query: historyQuery,
    answers: { 200: { description: "A page of them.", schema: listOf("EventList", event) } },
  },
} as const satisfies Partial<RouteDescriptions<typeof routes>>;
