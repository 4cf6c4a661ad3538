import type { FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { event } from "../../shared/openapi/event-metadata.ts";
import { rateLimitNames } from "../../shared/openapi/headers.ts";
import { listOf } from "../../shared/openapi/values.ts";
import { commandedInvitation, invitation, mailDraft, receipt } from "../../shared/invitation/answers.ts";
import { createBody, editBody, historyQuery, listQuery, notesBody } from "../../shared/invitation/requests.ts";
import { exampleTerms } from "../../shared/terms/examples.ts";
import type { routes } from "./manifest.ts";
import { actRoutes, changed, path, sendingProblems, termsProblems } from "./openapi-acts.ts";

/** A new invitation that says everything it can. */
const aWholeRequest = {
  ...exampleTerms,
  expiresIn: "P30D",
  reminders: ["P3D", "P7D", "-P1D"],
  reference: "order 4711",
  tags: ["spring"],
  send: "email",
};

const descriptions: RouteDescriptions<typeof routes> = {
  "POST /v1/invitations": {
    operationId: "createInvitation",
    summary: "Create an invitation",
    description:
      "Only the customer's address is needed; everything else has a default. With `send` it also goes out, and its offer is frozen.",
    headers: ["Idempotency-Key"],
    body: {
      schema: createBody,
      examples: {
        short: {
          summary: "A draft with the partner's defaults",
          value: { customer: { email: "it@customer.example" } },
        },
        whole: { summary: "Everything that can be said", value: aWholeRequest },
      },
    },
    answers: {
      201: {
        description: "It exists, and was sent if that was asked.",
        schema: commandedInvitation,
        headers: ["ETag", "Location", ...rateLimitNames],
      },
    },
    problems: [...termsProblems, ...sendingProblems],
  },
  "PATCH /v1/invitations/{id}": {
    operationId: "editInvitation",
    summary: "Edit a draft",
    description: "Changes what is named and leaves the rest. Sending ends it: then the offer is frozen.",
    path,
    body: {
      schema: editBody,
      examples: { shorter: { summary: "Another duration", value: { duration: "P180D" } } },
    },
    answers: { 200: changed("The draft as it is now.") },
    problems: [
      "wrong-state",
      "relationship-exists",
      "own-address",
      "not-an-administrator",
      "cool-off",
      "quota",
      ...termsProblems,
    ],
  },
  "PATCH /v1/invitations/{id}/notes": {
    operationId: "annotateInvitation",
    summary: "Write reference, notes and tags",
    description:
      "Possible in every status; the invitation's version stays, for these are the partner's own. `If-Match` keeps two writers from losing what the other wrote.",
    path,
    body: { schema: notesBody, examples: { tags: { summary: "New tags", value: { tags: ["spring", "follow-up"] } } } },
    answers: { 200: { description: "The invitation with its notes.", schema: invitation, headers: ["ETag"] } },
  },
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
  ...actRoutes,
};

/** What the document says of a partner's invitations. */
export const description: FunctionDescription = {
  tag: { name: "Invitations", description: "Asking a customer for a relationship, from the draft to the answer." },
  routes: descriptions,
};
