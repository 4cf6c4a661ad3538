import { listedCustomer, supervisedCustomer } from "../../shared/customer/answers.ts";
import { customerBody, operatorCustomersQuery, recoveryBody } from "../../shared/customer/requests.ts";
import type { AnswerDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { listOf } from "../../shared/openapi/values.ts";
import { idOf } from "../../shared/schema/values.ts";
import type { CustomerRoute } from "./customers.ts";
import type { routes } from "./manifest.ts";

const path = { id: idOf("customer") };

const asItIs: AnswerDescription = {
  description: "The customer as it is now.",
  schema: supervisedCustomer,
  headers: ["ETag"],
};

/** What the document says of what the operator does with customers. */
export const customerRoutes: Pick<RouteDescriptions<typeof routes>, CustomerRoute> = {
  "GET /v1/operator/customers": {
    operationId: "listAllCustomers",
    summary: "List customers of all partners",
    description:
      "By name. `q` is an id, a whole mail domain of a founder, or else the beginning of a name, without case and accents. `unattended=true` lists those that nobody can speak for, by id. An address is refused: look it up by `POST /v1/operator/addresses/lookup`.",
    query: operatorCustomersQuery,
    answers: { 200: { description: "A page of them.", schema: listOf("SupervisedCustomerList", listedCustomer) } },
  },
  "GET /v1/operator/customers/{id}": {
    operationId: "readSupervisedCustomer",
    summary: "Read a customer of any partner",
    description: "Whether somebody can speak for it, and how far a recovery is.",
    path,
    headers: ["If-None-Match"],
    answers: { 200: asItIs },
  },
  "PATCH /v1/operator/customers/{id}": {
    operationId: "editCustomer",
    summary: "Verify a customer or link the vendor's account",
    description:
      "`verified` says how the name was checked; null takes that back, and so does a change of the name by the customer. `externalId` is the vendor's account.",
    path,
    body: {
      schema: customerBody,
      examples: {
        linked: {
          summary: "It was verified and linked",
          value: { externalId: "tenant-4711", verified: { how: "company register" } },
        },
      },
    },
    answers: { 200: asItIs },
  },
  "POST /v1/operator/customers/{id}/administrators": {
    operationId: "recoverCustomer",
    summary: "Recover a customer that nobody can speak for",
    description:
      "Asks to make an address administrator. All administrators and the partners with a live relationship are told, and any administrator can stop it. After 7 days the address is mailed a link to confirm; it then has no cool-off. `force` overrules the wait, an earlier stop and an earlier recovery: the link is mailed at once.",
    path,
    headers: ["Idempotency-Key"],
    body: {
      schema: recoveryBody,
      examples: {
        waiting: {
          summary: "After the wait",
          value: { email: "grace@customer.example", reason: "The only administrator has left the company" },
        },
        forced: {
          summary: "At once",
          value: { email: "grace@customer.example", reason: "Identity checked in person", force: true },
        },
      },
    },
    answers: {
      202: { description: "It was asked for; the mails follow.", schema: supervisedCustomer, headers: ["ETag"] },
    },
    problems: ["recovery-exists"],
  },
};
