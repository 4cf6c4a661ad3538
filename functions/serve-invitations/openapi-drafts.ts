import type { RouteDescriptions } from "../../shared/openapi/description.ts";
import { rateLimitNames } from "../../shared/openapi/headers.ts";
import { aWholeRequest } from "./examples.ts";
import type { routes } from "./manifest.ts";
import { changed, path, sendingProblems, termsProblems } from "./openapi-common.ts";
import { createBody, editBody, notesBody } from "./requests.ts";
import { commandedInvitation, invitation } from "./responses.ts";

/** What is written about invitations before they go out, and beside them. */
export const draftRoutes = {
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
} as const satisfies Partial<RouteDescriptions<typeof routes>>;
