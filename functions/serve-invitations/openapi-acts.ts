import type { AnswerDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { emptyBody } from "../../shared/http/parse.ts";
import { rateLimitNames } from "../../shared/openapi/headers.ts";
import { idOf } from "../../shared/schema/values.ts";
import { commandedInvitation } from "../../shared/invitation/answers.ts";
import { cancelBody, correctAddressBody, resendBody, sendBody } from "../../shared/invitation/requests.ts";
import type { routes } from "./manifest.ts";

/** The invitation in a path. */
export const path = { id: idOf("invitation") };

/** The answer of a command on an invitation. */
export const changed = (description: string): AnswerDescription => ({
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
export const termsProblems = ["link-missing", "permissions-required", "unknown-permission"] as const;

/** Problems of sending. */
export const sendingProblems = [
  "partner-frozen",
  "open-invitation-exists",
  "relationship-exists",
  "own-address",
  "not-an-administrator",
  "cool-off",
  "suppressed-address",
  "quota",
] as const;

/** The commands on an invitation. */
export const actRoutes = {
  "POST /v1/invitations/{id}/send": {
    operationId: "sendInvitation",
    summary: "Send a draft",
    description:
      "Freezes the offer and opens the invitation. `email`: Rapport mails the link. `self`: the partner gets the link, and the customer needs a mailed code to accept.",
    path,
    headers: ["Idempotency-Key"],
    body: { schema: sendBody, examples: { mail: { summary: "By Rapport's mail", value: { mode: "email" } } } },
    answers: { 200: sent("The invitation is open.") },
    problems: ["wrong-state", ...termsProblems, ...sendingProblems],
  },
  "POST /v1/invitations/{id}/resend": {
    operationId: "resendInvitation",
    summary: "Send an open invitation again",
    description: "Sends the same offer with a new expiry. With `rotate`, earlier links stop working.",
    path,
    headers: ["Idempotency-Key"],
    body: {
      schema: resendBody,
      optional: true,
      examples: { rotated: { summary: "With a new link", value: { rotate: true } } },
    },
    answers: { 200: sent("The invitation was sent again.") },
    problems: ["wrong-state", "relationship-ended", ...sendingProblems],
  },
  "POST /v1/invitations/{id}/renew": {
    operationId: "renewInvitation",
    summary: "Open an expired invitation again",
    description: "Opens the same offer with a new expiry, unless another invitation to this address is open.",
    path,
    headers: ["Idempotency-Key"],
    body: { schema: emptyBody, optional: true, examples: { nothing: { summary: "An empty body", value: {} } } },
    answers: { 200: sent("The invitation is open again.") },
    problems: ["wrong-state", "relationship-ended", ...sendingProblems],
  },
  "POST /v1/invitations/{id}/correct-address": {
    operationId: "correctAddress",
    summary: "Send an open invitation to another address",
    description: "Corrects a wrong address. The offer names the new address, and earlier links stop working.",
    path,
    headers: ["Idempotency-Key"],
    body: {
      schema: correctAddressBody,
      examples: { other: { summary: "The right address", value: { email: "admin@customer.example" } } },
    },
    answers: { 200: sent("The invitation was sent to the new address.") },
    problems: ["wrong-state", "relationship-ended", ...sendingProblems],
  },
  "POST /v1/invitations/{id}/cancel": {
    operationId: "cancelInvitation",
    summary: "Cancel an invitation",
    description: "Cancels a draft or an open invitation. Its page then says that it was cancelled.",
    path,
    headers: ["Idempotency-Key"],
    body: {
      schema: cancelBody,
      optional: true,
      examples: { why: { summary: "With a reason", value: { reason: "Sent to the wrong customer" } } },
    },
    answers: { 200: changed("The invitation is cancelled.") },
    problems: ["wrong-state"],
  },
} as const satisfies Partial<RouteDescriptions<typeof routes>>;
