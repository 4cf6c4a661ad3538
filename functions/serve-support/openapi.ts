import { event } from "../../shared/openapi/event-metadata.ts";
import type { AnswerDescription, FunctionDescription } from "../../shared/openapi/description.ts";
import { listOf } from "../../shared/openapi/values.ts";
import { emptyBody } from "../../shared/schema/parse.ts";
import { idOf } from "../../shared/schema/values.ts";
import { supportRequest, supportRequestWithMessages } from "../../shared/support/answers.ts";
import {
  newSupportBody,
  supportHistoryQuery,
  supportMessageBody,
  supportQuery,
} from "../../shared/support/requests.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };

const path = { id: idOf("support request") };
const present: AnswerDescription = {
  description: "The present request.",
  schema: supportRequestWithMessages,
  headers: ["ETag"],
};

/** The documentation of a partner's support requests. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "POST /v1/customers/{id}/support-requests": {
      path: { id: idOf("customer") },
      headers: ["Idempotency-Key"],
      body: newSupportBody,
      answers: { 201: { ...present, description: "The request was opened.", headers: ["ETag", "Location"] } },
      problems: ["relationship-ended", "partner-frozen", "busy"],
    },
    "GET /v1/support-requests": {
      query: supportQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("SupportRequestList", supportRequest) } },
    },
    "GET /v1/support-requests/{id}": { path, answers: { 200: present } },
    "GET /v1/support-requests/{id}/history": {
      path,
      query: supportHistoryQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("EventList", event) } },
    },
    "POST /v1/support-requests/{id}/messages": {
      path,
      headers: ["Idempotency-Key"],
      body: supportMessageBody,
      answers: { 200: present },
      problems: ["wrong-state", "limit-reached", "partner-frozen", "busy"],
    },
    "POST /v1/support-requests/{id}/close": {
      path,
      headers: ["Idempotency-Key"],
      body: emptyBody,
      bodyIsOptional: true,
      answers: { 200: present },
      problems: ["busy"],
    },
  },
};
