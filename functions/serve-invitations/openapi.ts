import type { FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { event } from "../../shared/openapi/event-metadata.ts";
import { rateLimitNames } from "../../shared/openapi/headers.ts";
import { listOf } from "../../shared/openapi/values.ts";
import {
  commandedInvitation,
  invitation,
  listedInvitation,
  mailDraft,
  receipt,
} from "../../shared/invitation/answers.ts";
import { createBody, editBody, historyQuery, listQuery, notesBody } from "../../shared/invitation/requests.ts";
import { exampleTerms } from "../../shared/terms/examples.ts";
import type { routes } from "./manifest.ts";
import { actRoutes, changed, path, sendingProblems, termsProblems } from "./openapi-acts.ts";

/** A new invitation with every field. */
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
      "Only the customer's address is required; everything else has a default. With `send` the invitation is also sent, and its offer is frozen.",
    headers: ["Idempotency-Key"],
    body: {
      schema: createBody,
      examples: {
        short: {
          summary: "A draft with the partner's defaults",
          value: { customer: { email: "it@customer.example" } },
        },
        whole: { summary: "Every field", value: aWholeRequest },
      },
    },
    answers: {
      201: {
        description: "The invitation was created, and sent if requested.",
        schema: commandedInvitation,
        headers: ["ETag", "Location", ...rateLimitNames],
      },
    },
    problems: [...termsProblems, ...sendingProblems],
  },
  "PATCH /v1/invitations/{id}": {
    operationId: "editInvitation",
    summary: "Edit a draft",
    description: "Changes the fields that are sent. Only a draft can be edited: sending freezes the offer.",
    path,
    body: {
      schema: editBody,
      examples: { shorter: { summary: "Another duration", value: { duration: "P180D" } } },
    },
    answers: { 200: changed("The changed draft.") },
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
      "Possible in every status. The invitation's version does not change. Use `If-Match` to avoid overwriting another user's change.",
    path,
    body: { schema: notesBody, examples: { tags: { summary: "New tags", value: { tags: ["spring", "follow-up"] } } } },
    answers: { 200: { description: "The invitation with its notes.", schema: invitation, headers: ["ETag"] } },
  },
  "GET /v1/invitations": {
    operationId: "listInvitations",
    summary: "List invitations",
    description:
      "The partner's invitations, newest first. `email` is an exact address, `tag` an exact tag, `createdBy` the id of a user, or `me`. `from` is inclusive and `to` is exclusive. `status` and `delivery` take up to ten values separated by commas; an invitation matches one of them. Several parameters must all match. Every parameter except `delivery` has an index. A combination that few invitations match can take longer, because some hundreds of entries are compared for each request. For a rare `delivery`, add another parameter, because `delivery` is compared invitation by invitation.",
    query: listQuery,
    answers: { 200: { description: "One page of the list.", schema: listOf("InvitationList", listedInvitation) } },
  },
  "GET /v1/invitations/{id}": {
    operationId: "readInvitation",
    summary: "Read an invitation",
    description: "The present state: an invitation past its expiry has the status `expired`.",
    path,
    answers: { 200: { description: "The invitation.", schema: invitation, headers: ["ETag"] } },
  },
  "GET /v1/invitations/{id}/draft": {
    operationId: "readDraft",
    summary: "Read the mail to send yourself",
    description: "For an invitation sent with `self`, while its link is valid. Each read is recorded in the history.",
    path,
    answers: { 200: { description: "The mail, with the personal link.", schema: mailDraft } },
    problems: ["wrong-state", "mailed-invitation", "link-revoked", "busy"],
  },
  "GET /v1/invitations/{id}/receipt": {
    operationId: "readReceipt",
    summary: "Read the consent receipt",
    description:
      "The signed record of an acceptance: the person, the terms and the time. Verify it with the keys at `/.well-known/jwks.json`.",
    path,
    answers: { 200: { ...receipt, headers: [...receipt.headers, "ETag"] } },
    problems: ["wrong-state"],
  },
  "GET /v1/invitations/{id}/history": {
    operationId: "readHistory",
    summary: "Read the history of an invitation",
    description: "The events of the invitation, its delivery and its notes, oldest first.",
    path,
    query: historyQuery,
    answers: { 200: { description: "One page of the list.", schema: listOf("EventList", event) } },
  },
  ...actRoutes,
};

/** The documentation of a partner's invitations. */
export const description: FunctionDescription = {
  tag: { name: "Invitations", description: "Requests for a relationship, from the draft to the customer's answer." },
  routes: descriptions,
};
