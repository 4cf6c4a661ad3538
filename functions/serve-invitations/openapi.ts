import type { AnswerDescription, FunctionDescription } from "../../shared/openapi/description.ts";
import { emptyBody } from "../../shared/schema/parse.ts";
import { event } from "../../shared/openapi/event-metadata.ts";
import { rateLimitNames } from "../../shared/openapi/headers.ts";
import { csvFile, listOf } from "../../shared/openapi/values.ts";
import { idOf } from "../../shared/schema/values.ts";
import {
  commandedInvitation,
  invitation,
  listedInvitation,
  mailDraft,
  receipt,
} from "../../shared/invitation/answers.ts";
import {
  amendBody,
  cancelBody,
  correctAddressBody,
  createBody,
  editBody,
  fileOfListQuery,
  historyQuery,
  listQuery,
  notesBody,
  resendBody,
  sendBody,
} from "../../shared/invitation/requests.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };

/** The invitation in a path. */
const path = { id: idOf("invitation") };

/** The answer of a command on an invitation. */
const changed = (description: string): AnswerDescription => ({
  description,
  schema: commandedInvitation,
  headers: ["ETag"],
});

/** The answer of a command that sends, which counts against the daily quotas. */
const sent = (description: string): AnswerDescription => ({
  ...changed(description),
  headers: ["ETag", ...rateLimitNames],
});

/** Problems of terms. */
const termsProblems = ["link-missing", "permissions-required", "unknown-permission"] as const;

/** Problems of sending. */
const sendingProblems = [
  "partner-frozen",
  "open-invitation-exists",
  "relationship-exists",
  "own-address",
  "not-an-administrator",
  "cool-off",
  "suppressed-address",
  "quota",
] as const;

/** The documentation of a partner's invitations. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "POST /v1/invitations": {
      headers: ["Idempotency-Key"],
      body: createBody,
      answers: {
        201: {
          description: "The invitation was created, and sent if requested.",
          schema: commandedInvitation,
          headers: ["ETag", "Location", ...rateLimitNames],
        },
      },
      problems: [...termsProblems, ...sendingProblems],
    },
    "POST /v1/relationships/{id}/amend": {
      path: { id: idOf("relationship") },
      headers: ["Idempotency-Key"],
      body: amendBody,
      answers: {
        201: {
          description: "The request was created as an invitation, and sent if requested.",
          schema: commandedInvitation,
          headers: ["ETag", "Location", ...rateLimitNames],
        },
      },
      problems: [
        ...termsProblems,
        "nothing-asked",
        "wrong-state",
        "relationship-ended",
        "customer-unattended",
        ...sendingProblems.filter((problem) => problem !== "relationship-exists"),
      ],
    },
    "PATCH /v1/invitations/{id}": {
      path,
      body: editBody,
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
      path,
      body: notesBody,
      answers: { 200: { description: "The invitation with its notes.", schema: invitation, headers: ["ETag"] } },
    },
    "GET /v1/invitations": {
      query: listQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("InvitationList", listedInvitation) } },
    },
    "GET /v1/invitations/export": { query: fileOfListQuery, answers: { 200: csvFile } },
    "GET /v1/invitations/{id}": {
      path,
      answers: { 200: { description: "The invitation.", schema: invitation, headers: ["ETag"] } },
    },
    "GET /v1/invitations/{id}/draft": {
      path,
      answers: { 200: { description: "The mail, with the personal link.", schema: mailDraft } },
      problems: ["wrong-state", "mailed-invitation", "link-revoked", "busy"],
    },
    "GET /v1/invitations/{id}/receipt": {
      path,
      answers: { 200: { ...receipt, headers: [...receipt.headers, "ETag"] } },
      problems: ["wrong-state"],
    },
    "GET /v1/invitations/{id}/history": {
      path,
      query: historyQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("EventList", event) } },
    },
    "POST /v1/invitations/{id}/send": {
      path,
      headers: ["Idempotency-Key"],
      body: sendBody,
      answers: { 200: sent("The invitation is open.") },
      problems: ["wrong-state", ...termsProblems, ...sendingProblems],
    },
    "POST /v1/invitations/{id}/resend": {
      path,
      headers: ["Idempotency-Key"],
      body: resendBody,
      bodyIsOptional: true,
      answers: { 200: sent("The invitation was sent again.") },
      problems: ["wrong-state", "relationship-ended", ...sendingProblems],
    },
    "POST /v1/invitations/{id}/renew": {
      path,
      headers: ["Idempotency-Key"],
      body: emptyBody,
      bodyIsOptional: true,
      answers: { 200: sent("The invitation is open again.") },
      problems: ["wrong-state", "relationship-ended", ...sendingProblems],
    },
    "POST /v1/invitations/{id}/correct-address": {
      path,
      headers: ["Idempotency-Key"],
      body: correctAddressBody,
      answers: { 200: sent("The invitation was sent to the new address.") },
      problems: ["wrong-state", "relationship-ended", ...sendingProblems],
    },
    "POST /v1/invitations/{id}/cancel": {
      path,
      headers: ["Idempotency-Key"],
      body: cancelBody,
      bodyIsOptional: true,
      answers: { 200: changed("The invitation is cancelled.") },
      problems: ["wrong-state"],
    },
  },
};
