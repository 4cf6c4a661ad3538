import type { FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { listOf } from "../../shared/openapi/values.ts";
import { idOf } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import { customerInList, customerOfPartner } from "../../shared/customer/answers.ts";
import { customersQuery } from "../../shared/customer/requests.ts";

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /v1/customers": {
    operationId: "listCustomers",
    summary: "List customers",
    description: "Those who accepted an invitation of the partner, each with its live relationships.",
    query: customersQuery,
    answers: { 200: { description: "A page of them.", schema: listOf("CustomerList", customerInList) } },
  },
  "GET /v1/customers/{id}": {
    operationId: "readCustomer",
    summary: "Read a customer",
    description:
      "The account, its relationships and grants, its people, and the services that can be managed now: those that the grants open and, for a reseller, those that need none.",
    path: { id: idOf("customer") },
    answers: { 200: { description: "The customer.", schema: customerOfPartner, headers: ["ETag"] } },
  },
};

/** What the document says of a partner's customers. */
export const description: FunctionDescription = {
  tag: { name: "Customers", description: "Who accepted, what they granted, and what that opens." },
  routes: descriptions,
};
