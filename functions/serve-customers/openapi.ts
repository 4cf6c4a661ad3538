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
    description: "Customers that accepted an invitation of the partner, with their live relationships.",
    query: customersQuery,
    answers: { 200: { description: "One page of the list.", schema: listOf("CustomerList", customerInList) } },
  },
  "GET /v1/customers/{id}": {
    operationId: "readCustomer",
    summary: "Read a customer",
    description:
      "The account with its relationships, grants and contacts, and the services that the partner can manage now: those with a grant and, for a reseller, those that need none.",
    path: { id: idOf("customer") },
    answers: { 200: { description: "The customer.", schema: customerOfPartner, headers: ["ETag"] } },
  },
};

/** The documentation of a partner's customers. */
export const description: FunctionDescription = {
  tag: {
    name: "Customers",
    description: "Customers that accepted, their grants, and the services that the grants open.",
  },
  routes: descriptions,
};
