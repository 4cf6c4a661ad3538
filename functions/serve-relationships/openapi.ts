import * as z from "zod/mini";
import type { FunctionDescription } from "../../shared/openapi/description.ts";
import { event } from "../../shared/openapi/event-metadata.ts";
import { described, listOf } from "../../shared/openapi/values.ts";
import { preflight, relationship } from "../../shared/relationship/answers.ts";
import { historyQuery, relationshipsQuery, terminateBody } from "../../shared/relationship/requests.ts";
import { idOf, text } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };

/** The relationship in a path. */
const path = { id: idOf("relationship") };

/** The documentation of a partner's relationships. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /v1/relationships": {
      query: relationshipsQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("RelationshipList", relationship) } },
    },
    "GET /v1/relationships/{id}": {
      path,
      answers: { 200: { description: "The relationship.", schema: relationship, headers: ["ETag"] } },
    },
    "DELETE /v1/relationships/{id}/permissions/{permission}": {
      path: { ...path, permission: described(text, "Id of the permission in the catalogue.") },
      answers: { 200: { description: "The relationship.", schema: relationship, headers: ["ETag"] } },
    },
    "POST /v1/relationships/{id}/terminate": {
      path,
      headers: ["Idempotency-Key"],
      body: terminateBody,
      answers: {
        200: {
          description: "The ended relationship; of a dry run what blocks its end.",
          schema: z.union([relationship, preflight]),
          headers: ["ETag"],
        },
      },
      problems: ["termination-blocked"],
    },
    "GET /v1/relationships/{id}/history": {
      path,
      query: historyQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("EventList", event) } },
    },
  },
};
