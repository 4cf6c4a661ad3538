import * as z from "zod/mini";
import { customer } from "../../shared/customer/answers.ts";
import { schemaOf, type AnswerDescription, type RouteDescriptions } from "../../shared/openapi/description.ts";
import { described, listOf } from "../../shared/openapi/values.ts";
import { idOf, personal, personalText } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { instant } from "../../shared/schema/primitives.ts";
import type { CustomerRoute } from "./customers.ts";
import type { routes } from "./manifest.ts";
import { customerBody, customersQuery, recoveryBody } from "./requests.ts";
import type { CustomerView, ListedCustomerView } from "./view-customer.ts";

const path = { id: idOf("customer") };

const recovery = {
  status: described(
    z.enum(["waiting", "stopped", "confirming"]),
    "`waiting`: an administrator can stop it. `stopped`: only `force` overrules that. `confirming`: the address has its link.",
  ),
  force: described(z.boolean(), "Whether the wait was overruled."),
  requestedAt: described(instant, "When the operator asked for it."),
  dueAt: described(instant, "When the address is mailed its link, unless an administrator stops it."),
};
const listed = schemaOf<ListedCustomerView>()(
  z
    .extend(customer, {
      recovery: described(z.nullable(z.strictObject(recovery)), "Null where none is under way or was stopped."),
    })
    .register(documented, { id: "ListedCustomer", description: "A customer in the operator's list." }),
);
const supervised = schemaOf<CustomerView>()(
  z
    .extend(customer, {
      recovery: described(
        z.nullable(z.strictObject({ ...recovery, email: personalText, reason: personal(z.string()) })),
        "Null where none is under way or was stopped.",
      ),
    })
    .register(documented, { id: "SupervisedCustomer", description: "A customer as the operator sees it." }),
);
const asItIs: AnswerDescription = { description: "The customer as it is now.", schema: supervised, headers: ["ETag"] };

/** What the document says of what the operator does with customers. */
export const customerRoutes: Pick<RouteDescriptions<typeof routes>, CustomerRoute> = {
  "GET /v1/operator/customers": {
    operationId: "listAllCustomers",
    summary: "List customers of all partners",
    description:
      "By name. `q` is an id, a whole mail domain of a founder, or else the beginning of a name, without case and accents. `unattended=true` lists those that nobody can speak for, by id. An address is refused: look it up by `POST /v1/operator/addresses/lookup`.",
    query: customersQuery,
    answers: { 200: { description: "A page of them.", schema: listOf("SupervisedCustomerList", listed) } },
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
      202: { description: "It was asked for; the mails follow.", schema: supervised, headers: ["ETag"] },
    },
    problems: ["recovery-exists"],
  },
};
