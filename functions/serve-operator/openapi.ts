import * as z from "zod/mini";
import { listedCustomer, supervisedCustomer } from "../../shared/customer/answers.ts";
import { customerBody, operatorCustomersQuery, recoveryBody } from "../../shared/customer/requests.ts";
import { suppressionReading } from "../../shared/delivery/answers.ts";
import { liftBody, lookupBody } from "../../shared/delivery/requests.ts";
import type { AnswerDescription, FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { emptyBody } from "../../shared/http/parse.ts";
import { partner } from "../../shared/partner/answers.ts";
import { freezeBody, partnersQuery, operatorFieldsBody } from "../../shared/partner/requests.ts";
import { described, listOf } from "../../shared/openapi/values.ts";
import { idOf, text } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";

const path = { id: idOf("partner") };
const asItIs: AnswerDescription = { description: "The present partner.", schema: partner, headers: ["ETag"] };

const customerNow: AnswerDescription = {
  description: "The present customer.",
  schema: supervisedCustomer,
  headers: ["ETag"],
};
const addressNow: AnswerDescription = {
  description: "The present suppressions of the address.",
  schema: suppressionReading,
};

const portalId = described(text, "Id of the portal, as in invitations.");
const secret = described(text, "In the format of Standard Webhooks, `whsec_…`.");

const portal = z.strictObject({
  id: portalId,
  name: text,
  kind: described(z.enum(["hosted", "external"]), "Rapport's own page under this name, or another system."),
  url: described(z.nullable(text), "Address of the external portal; null for Rapport's own page."),
});

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /v1/operator/partners": {
    operationId: "listPartners",
    summary: "List partners",
    description: "All partners of the deployment, newest first.",
    query: partnersQuery,
    answers: { 200: { description: "One page of the list.", schema: listOf("PartnerList", partner) } },
  },
  "GET /v1/operator/partners/{id}": {
    operationId: "readPartner",
    summary: "Read a partner",
    description: "The partner's profile with the operator's fields.",
    path,
    answers: { 200: asItIs },
  },
  "PATCH /v1/operator/partners/{id}": {
    operationId: "editOperatorFields",
    summary: "Edit the operator's fields of a partner",
    description: "Kind, cloud, name and verification. Null removes the verification.",
    path,
    body: {
      schema: operatorFieldsBody,
      examples: { verified: { summary: "Verify the partner", value: { verified: { how: "company register" } } } },
    },
    answers: { 200: asItIs },
  },
  "POST /v1/operator/partners/{id}/freeze": {
    operationId: "freezePartner",
    summary: "Freeze a partner",
    description: "Stops sending and accepting for the partner until it is released.",
    path,
    headers: ["Idempotency-Key"],
    body: {
      schema: freezeBody,
      optional: true,
      examples: { why: { summary: "With a reason", value: { reason: "Reported by customers" } } },
    },
    answers: { 200: asItIs },
  },
  "POST /v1/operator/partners/{id}/refuse-name": {
    operationId: "refusePartnerName",
    summary: "Refuse a partner's pending name",
    description:
      "The partner keeps its present name. To approve the pending name, change `displayName`. Without a pending name nothing changes.",
    path,
    headers: ["Idempotency-Key"],
    body: { schema: emptyBody, optional: true, examples: { nothing: { summary: "An empty body", value: {} } } },
    answers: { 200: asItIs },
  },
  "POST /v1/operator/partners/{id}/release": {
    operationId: "releasePartner",
    summary: "Release a frozen partner",
    description: "The partner can send again, and customers can answer its open invitations.",
    path,
    headers: ["Idempotency-Key"],
    body: { schema: emptyBody, optional: true, examples: { nothing: { summary: "An empty body", value: {} } } },
    answers: { 200: asItIs },
  },
  "GET /v1/operator/customers": {
    operationId: "listAllCustomers",
    summary: "List customers of all partners",
    description:
      "Sorted by name. `q` is an id, the full mail domain of a founder, or the beginning of a name, ignoring case and accents. `unattended=true` lists customers without a reachable administrator, sorted by id. Addresses are refused; use `POST /v1/operator/addresses/lookup`.",
    query: operatorCustomersQuery,
    answers: {
      200: { description: "One page of the list.", schema: listOf("SupervisedCustomerList", listedCustomer) },
    },
  },
  "GET /v1/operator/customers/{id}": {
    operationId: "readSupervisedCustomer",
    summary: "Read a customer of any partner",
    description: "Includes whether the customer has a reachable administrator, and the state of a recovery.",
    path: { id: idOf("customer") },
    answers: { 200: customerNow },
  },
  "PATCH /v1/operator/customers/{id}": {
    operationId: "editCustomer",
    summary: "Verify a customer or link the vendor's account",
    description:
      "`verified` states how the name was checked. Null removes it, and so does a new name. `externalId` is the vendor's account.",
    path: { id: idOf("customer") },
    body: {
      schema: customerBody,
      examples: {
        linked: {
          summary: "Verify and link the customer",
          value: { externalId: "tenant-4711", verified: { how: "company register" } },
        },
      },
    },
    answers: { 200: customerNow },
  },
  "POST /v1/operator/customers/{id}/administrators": {
    operationId: "recoverCustomer",
    summary: "Recover a customer without a reachable administrator",
    description:
      "Requests to make an address an administrator. All administrators and all partners with a live relationship are notified, and any administrator can stop the recovery. After 7 days the address gets a link to confirm; it then has no cool-off. `force` skips the wait, an earlier stop and an earlier recovery: the link is mailed at once.",
    path: { id: idOf("customer") },
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
      202: {
        description: "The recovery was requested. The mails follow.",
        schema: supervisedCustomer,
        headers: ["ETag"],
      },
    },
    problems: ["recovery-exists"],
  },
  "GET /v1/operator/portals": {
    operationId: "listPortals",
    summary: "List acceptance portals",
    description: "The portals where customers decide, by the policy of this deployment.",
    answers: { 200: { description: "All portals.", schema: listOf("PortalList", portal) } },
  },
  "GET /v1/operator/portals/{id}/secret": {
    operationId: "readPortalSecret",
    summary: "Read the secrets of an external portal",
    description: "The portal signs with the current secret. Previous secrets stay valid, so that it can switch.",
    path: { id: portalId },
    answers: {
      200: {
        description: "Its secrets.",
        schema: z.strictObject({
          id: portalId,
          current: secret,
          previous: described(z.array(secret), "Previous secrets that are still valid."),
        }),
      },
    },
  },
  "POST /v1/operator/addresses/lookup": {
    operationId: "lookUpAddress",
    summary: "Look up the suppressions of an address",
    description: "Reads the suppressions in Rapport and in SES. An unknown address has none.",
    body: {
      schema: lookupBody,
      examples: { address: { summary: "One address", value: { email: "it@customer.example" } } },
    },
    answers: { 200: addressNow },
  },
  "POST /v1/operator/addresses/lift": {
    operationId: "liftSuppression",
    summary: "Lift the suppression of an address",
    description:
      "Removes the address from Rapport's suppressions and from SES's account list, and records who did so and why. The owner's choice about reminders stays. The request can be repeated: without a suppression nothing changes.",
    body: {
      schema: liftBody,
      examples: {
        mended: {
          summary: "The mailbox exists again",
          value: { email: "it@customer.example", reason: "Mailbox was restored" },
        },
      },
    },
    answers: { 200: addressNow },
  },
};

/** The documentation of the operator's API. */
export const description: FunctionDescription = {
  tag: {
    name: "Operator",
    description: "The operator of this deployment registers, verifies and freezes partners, and recovers customers.",
  },
  routes: descriptions,
};
