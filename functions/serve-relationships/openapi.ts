import type { FunctionDescription } from "../../shared/openapi/description.ts";
import { event } from "../../shared/openapi/event-metadata.ts";
import { listOf } from "../../shared/openapi/values.ts";
import { relationship } from "../../shared/relationship/answers.ts";
import { historyQuery, relationshipsQuery } from "../../shared/relationship/requests.ts";
import { idOf } from "../../shared/schema/values.ts";
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
    "GET /v1/relationships/{id}/history": {
      path,
      query: historyQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("EventList", event) } },
    },
  },
};
