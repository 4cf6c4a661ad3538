import type { FunctionDescription } from "../../shared/openapi/description.ts";
import { event } from "../../shared/openapi/event-metadata.ts";
import { csvFile, listOf } from "../../shared/openapi/values.ts";
import { idOf } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };
import { customerInList, customerOfPartner } from "../../shared/relationship/customer-answers.ts";
import {
  annotationsBody,
  customersFileQuery,
  customersQuery,
  pairHistoryQuery,
} from "../../shared/customer/requests.ts";

/** The documentation of a partner's customers. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /v1/customers": {
      query: customersQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("CustomerList", customerInList) } },
    },
    "GET /v1/customers/export": { query: customersFileQuery, answers: { 200: csvFile } },
    "GET /v1/customers/{id}": {
      path: { id: idOf("customer") },
      answers: { 200: { description: "The customer.", schema: customerOfPartner, headers: ["ETag"] } },
    },
    "PATCH /v1/customers/{id}": {
      path: { id: idOf("customer") },
      body: annotationsBody,
      answers: { 200: { description: "The changed customer.", schema: customerOfPartner, headers: ["ETag"] } },
      problems: ["busy"],
    },
    "GET /v1/customers/{id}/history": {
      path: { id: idOf("customer") },
      query: pairHistoryQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("EventList", event) } },
    },
  },
};
