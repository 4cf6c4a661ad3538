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

/** The answer of a command that sends something, which counts against the quotas of the day. */
const sent = (description: string): AnswerDescription => ({
  ...changed(description),
  headers: ["ETag", ...rateLimitNames],
});

/** What terms are refused for. */
export const termsProblems = ["link-missing", "permissions-required", "unknown-permission"] as const;

/** What anything that goes out to a customer is refused for. */
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

/** What a partner does with an invitation. */
export const actRoutes = {
  "POST /v1/invitations/{id}/send": {
    operationId: "sendInvitation",
    summary: "Send a draft",
    description:
      "Freezes the offer and opens it. `email`: Rapport mails the link. `self`: the partner gets the link, and the customer will need a mailed code to accept.",
    path,
    headers: ["Idempotency-Key"],
    body: { schema: sendBody, examples: { mail: { summary: "By Rapport's mail", value: { mode: "email" } } } },
    answers: { 200: sent("It is open.") },
    problems: ["wrong-state", ...termsProblems, ...sendingProblems],
  },
  "POST /v1/invitations/{id}/resend": {
    operationId: "resendInvitation",
    summary: "Send an open invitation again",
    description: "The same offer with a new end. With `rotate` the links that went out before stop working.",
    path,
    headers: ["Idempotency-Key"],
    body: {
      schema: resendBody,
      optional: true,
      examples: { rotated: { summary: "With a new link", value: { rotate: true } } },
    },
    answers: { 200: sent("It is on its way again.") },
    problems: ["wrong-state", "relationship-ended", ...sendingProblems],
  },
  "POST /v1/invitations/{id}/renew": {
    operationId: "renewInvitation",
    summary: "Open an expired invitation again",
    description: "The same offer with a new end, unless another invitation to this address is open by now.",
    path,
    headers: ["Idempotency-Key"],
    body: { schema: emptyBody, optional: true, examples: { nothing: { summary: "Nothing to say", value: {} } } },
    answers: { 200: sent("It is open again.") },
    problems: ["wrong-state", "relationship-ended", ...sendingProblems],
  },
  "POST /v1/invitations/{id}/correct-address": {
    operationId: "correctAddress",
    summary: "Send an open invitation to another address",
    description: "For an address that was wrong. The offer names the new address, and the older links stop working.",
    path,
    headers: ["Idempotency-Key"],
    body: {
      schema: correctAddressBody,
      examples: { other: { summary: "The right address", value: { email: "admin@customer.example" } } },
    },
    answers: { 200: sent("It is on its way to the new address.") },
    problems: ["wrong-state", "relationship-ended", ...sendingProblems],
  },
  "POST /v1/invitations/{id}/cancel": {
    operationId: "cancelInvitation",
    summary: "Take an invitation back",
    description: "While it is a draft or open. Its page says so from then on.",
    path,
    headers: ["Idempotency-Key"],
    body: {
      schema: cancelBody,
      optional: true,
      examples: { why: { summary: "With a reason", value: { reason: "Sent to the wrong customer" } } },
    },
    answers: { 200: changed("It is cancelled.") },
    problems: ["wrong-state"],
  },
} as const satisfies Partial<RouteDescriptions<typeof routes>>;
