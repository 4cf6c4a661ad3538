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
const asItIs: AnswerDescription = { description: "The partner as it is now.", schema: partner, headers: ["ETag"] };

const customerNow: AnswerDescription = {
  description: "The customer as it is now.",
  schema: supervisedCustomer,
  headers: ["ETag"],
};
const addressNow: AnswerDescription = {
  description: "What stops mail to the address now.",
  schema: suppressionReading,
};

const portalId = described(text, "Id of the portal, as invitations name it.");
const secret = described(text, "As Standard Webhooks writes it, `whsec_…`.");

const portal = z.strictObject({
  id: portalId,
  name: text,
  kind: described(z.enum(["hosted", "external"]), "Rapport's own page under that name, or another system."),
  url: described(z.nullable(text), "Where the link leads on; null for Rapport's own page."),
});

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /v1/operator/partners": {
    operationId: "listPartners",
    summary: "List partners",
    description: "All partners of the deployment, newest first.",
    query: partnersQuery,
    answers: { 200: { description: "A page of them.", schema: listOf("PartnerList", partner) } },
  },
  "GET /v1/operator/partners/{id}": {
    operationId: "readPartner",
    summary: "Read a partner",
    description: "What the operator and the partner have said of it.",
    path,
    answers: { 200: asItIs },
  },
  "PATCH /v1/operator/partners/{id}": {
    operationId: "editOperatorFields",
    summary: "Say what a partner is",
    description: "Its kind, cloud and name, and how it was verified; null takes the verification back.",
    path,
    body: {
      schema: operatorFieldsBody,
      examples: { verified: { summary: "It was verified", value: { verified: { how: "company register" } } } },
    },
    answers: { 200: asItIs },
  },
  "POST /v1/operator/partners/{id}/freeze": {
    operationId: "freezePartner",
    summary: "Freeze a partner",
    description: "Nothing of it can be sent or accepted until it is released.",
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
    summary: "Refuse the name that a partner waits for",
    description:
      "The partner keeps the name that it has. To approve the pending name, change `displayName`. Without a pending name nothing changes.",
    path,
    headers: ["Idempotency-Key"],
    body: { schema: emptyBody, optional: true, examples: { nothing: { summary: "Nothing to say", value: {} } } },
    answers: { 200: asItIs },
  },
  "POST /v1/operator/partners/{id}/release": {
    operationId: "releasePartner",
    summary: "Release a frozen partner",
    description: "It can work again; its open invitations can be answered again.",
    path,
    headers: ["Idempotency-Key"],
    body: { schema: emptyBody, optional: true, examples: { nothing: { summary: "Nothing to say", value: {} } } },
    answers: { 200: asItIs },
  },
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
    path: { id: idOf("customer") },
    answers: { 200: customerNow },
  },
  "PATCH /v1/operator/customers/{id}": {
    operationId: "editCustomer",
    summary: "Verify a customer or link the vendor's account",
    description:
      "`verified` says how the name was checked; null takes that back, and so does a change of the name by the customer. `externalId` is the vendor's account.",
    path: { id: idOf("customer") },
    body: {
      schema: customerBody,
      examples: {
        linked: {
          summary: "It was verified and linked",
          value: { externalId: "tenant-4711", verified: { how: "company register" } },
        },
      },
    },
    answers: { 200: customerNow },
  },
  "POST /v1/operator/customers/{id}/administrators": {
    operationId: "recoverCustomer",
    summary: "Recover a customer that nobody can speak for",
    description:
      "Asks to make an address administrator. All administrators and the partners with a live relationship are told, and any administrator can stop it. After 7 days the address is mailed a link to confirm; it then has no cool-off. `force` overrules the wait, an earlier stop and an earlier recovery: the link is mailed at once.",
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
      202: { description: "It was asked for; the mails follow.", schema: supervisedCustomer, headers: ["ETag"] },
    },
    problems: ["recovery-exists"],
  },
  "GET /v1/operator/portals": {
    operationId: "listPortals",
    summary: "List acceptance portals",
    description: "Where customers decide, by the policy of this deployment.",
    answers: { 200: { description: "All of them.", schema: listOf("PortalList", portal) } },
  },
  "GET /v1/operator/portals/{id}/secret": {
    operationId: "readPortalSecret",
    summary: "Read the secrets of an external portal",
    description: "With the current one it signs; the previous ones still count, so that it can change over.",
    path: { id: portalId },
    answers: {
      200: {
        description: "Its secrets.",
        schema: z.strictObject({
          id: portalId,
          current: secret,
          previous: described(z.array(secret), "Those that still count."),
        }),
      },
    },
  },
  "POST /v1/operator/addresses/lookup": {
    operationId: "lookUpAddress",
    summary: "Look up what stops mail to an address",
    description:
      "In Rapport and in SES. Changes nothing. An address that never got a mail is no error: nothing stops mail to it.",
    body: {
      schema: lookupBody,
      examples: { address: { summary: "One address", value: { email: "it@customer.example" } } },
    },
    answers: { 200: addressNow },
  },
  "POST /v1/operator/addresses/lift": {
    operationId: "liftSuppression",
    summary: "Let mail go to an address again",
    description:
      "Takes the address off SES' list of the account and out of Rapport's suppressions, and keeps who did so and why. What its owner said about reminders stays. Where nothing stops mail, nothing changes and the answer is the same, so the request can be repeated.",
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

/** What the document says of what the operator does. */
export const description: FunctionDescription = {
  tag: {
    name: "Operator",
    description: "The operator of this deployment registers, verifies and freezes partners, and recovers customers.",
  },
  routes: descriptions,
};
