import type { FunctionDescription } from "../../shared/openapi/description.ts";
import { accessAnswer } from "../../shared/relationship/access-answers.ts";
import {
  accessQuery,
  operatorAccessQuery,
  operatorUseBody,
  useBody,
} from "../../shared/relationship/access-requests.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };

const answers = { 200: { description: "Whether it may, and why.", schema: accessAnswer } };

/** The documentation of the access check. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /v1/access": { query: accessQuery, answers },
    "POST /v1/access/uses": { body: useBody, answers },
    "GET /v1/operator/access": { query: operatorAccessQuery, answers },
    "POST /v1/operator/access/uses": { body: operatorUseBody, answers },
  },
};
