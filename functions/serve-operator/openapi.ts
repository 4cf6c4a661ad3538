import * as z from "zod/mini";
import { listedCustomer, supervisedCustomer } from "../../shared/customer/answers.ts";
import { customerBody, operatorCustomersQuery, recoveryBody } from "../../shared/customer/requests.ts";
import { erasureReading, exportReading, startedRequest } from "../../shared/data-requests/answers.ts";
import { erasureBody, exportBody, exportQuery } from "../../shared/data-requests/requests.ts";
import { suppressionReading } from "../../shared/delivery/answers.ts";
import { liftBody, lookupBody } from "../../shared/delivery/requests.ts";
import type { AnswerDescription, FunctionDescription } from "../../shared/openapi/description.ts";
import { emptyBody } from "../../shared/schema/parse.ts";
import { partner } from "../../shared/partner/answers.ts";
import { freezeBody, partnersQuery, operatorFieldsBody } from "../../shared/partner/requests.ts";
import { described, listOf } from "../../shared/openapi/values.ts";
import { relationship } from "../../shared/relationship/answers.ts";
import { operatorRelationshipsQuery, removedBody, suspensionBody } from "../../shared/relationship/requests.ts";
import { idOf, text } from "../../shared/schema/values.ts";
import { supportRequest, supportRequestWithMessages } from "../../shared/support/answers.ts";
import { supportMessageBody, supportQuery } from "../../shared/support/requests.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };

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

const supportNow: AnswerDescription = {
  description: "The present request.",
  schema: supportRequestWithMessages,
  headers: ["ETag"],
};

const requested: AnswerDescription = {
  description: "It was stored, and a job works on it.",
  schema: startedRequest,
  headers: ["Location"],
};

const relationshipNow: AnswerDescription = {
  description: "The present relationship.",
  schema: relationship,
  headers: ["ETag"],
};
const changeOfRelationship = {
  path: { id: idOf("relationship") },
  headers: ["Idempotency-Key"],
  answers: { 200: relationshipNow },
} as const;

const portalId = described(text, "Id of the portal, as in invitations.");
const secret = described(text, "In the format of Standard Webhooks, `whsec_…`.");

const portal = z.strictObject({
  id: portalId,
  name: text,
  kind: described(z.enum(["hosted", "external"]), "Rapport's own page under this name, or another system."),
  url: described(z.nullable(text), "Address of the external portal; null for Rapport's own page."),
});

/** The documentation of the operator's API. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /v1/operator/partners": {
      query: partnersQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("PartnerList", partner) } },
    },
    "GET /v1/operator/partners/{id}": {
      path,
      answers: { 200: asItIs },
    },
    "PATCH /v1/operator/partners/{id}": {
      path,
      body: operatorFieldsBody,
      answers: { 200: asItIs },
    },
    "POST /v1/operator/partners/{id}/freeze": {
      path,
      headers: ["Idempotency-Key"],
      body: freezeBody,
      bodyIsOptional: true,
      answers: { 200: asItIs },
    },
    "POST /v1/operator/partners/{id}/refuse-name": {
      path,
      headers: ["Idempotency-Key"],
      body: emptyBody,
      bodyIsOptional: true,
      answers: { 200: asItIs },
    },
    "POST /v1/operator/partners/{id}/release": {
      path,
      headers: ["Idempotency-Key"],
      body: emptyBody,
      bodyIsOptional: true,
      answers: { 200: asItIs },
    },
    "GET /v1/operator/customers": {
      query: operatorCustomersQuery,
      answers: {
        200: { description: "One page of the list.", schema: listOf("SupervisedCustomerList", listedCustomer) },
      },
    },
    "GET /v1/operator/customers/{id}": {
      path: { id: idOf("customer") },
      answers: { 200: customerNow },
    },
    "PATCH /v1/operator/customers/{id}": {
      path: { id: idOf("customer") },
      body: customerBody,
      answers: { 200: customerNow },
    },
    "POST /v1/operator/customers/{id}/administrators": {
      path: { id: idOf("customer") },
      headers: ["Idempotency-Key"],
      body: recoveryBody,
      answers: {
        202: {
          description: "The recovery was requested. The mails follow.",
          schema: supervisedCustomer,
          headers: ["ETag"],
        },
      },
      problems: ["recovery-exists"],
    },
    "POST /v1/operator/exports": {
      headers: ["Idempotency-Key"],
      body: exportBody,
      answers: { 202: requested },
    },
    "GET /v1/operator/exports/{id}": {
      path: { id: idOf("job") },
      query: exportQuery,
      answers: {
        200: { description: "How far it is, and a page of the data.", schema: exportReading, headers: ["ETag"] },
      },
    },
    "POST /v1/operator/erasures": {
      headers: ["Idempotency-Key"],
      body: erasureBody,
      answers: { 202: requested },
      problems: ["customer-unattended"],
    },
    "GET /v1/operator/erasures/{id}": {
      path: { id: idOf("job") },
      answers: {
        200: { description: "How far it is, and what it leaves.", schema: erasureReading, headers: ["ETag"] },
      },
    },
    "GET /v1/operator/support-requests": {
      query: supportQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("SupportRequestList", supportRequest) } },
    },
    "GET /v1/operator/support-requests/{id}": {
      path: { id: idOf("support request") },
      answers: { 200: supportNow },
    },
    "POST /v1/operator/support-requests/{id}/messages": {
      path: { id: idOf("support request") },
      headers: ["Idempotency-Key"],
      body: supportMessageBody,
      answers: { 200: supportNow },
      problems: ["wrong-state", "limit-reached", "busy"],
    },
    "POST /v1/operator/support-requests/{id}/close": {
      path: { id: idOf("support request") },
      headers: ["Idempotency-Key"],
      body: emptyBody,
      bodyIsOptional: true,
      answers: { 200: supportNow },
      problems: ["busy"],
    },
    "GET /v1/operator/relationships": {
      query: operatorRelationshipsQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("RelationshipList", relationship) } },
    },
    "GET /v1/operator/relationships/{id}": { path: { id: idOf("relationship") }, answers: { 200: relationshipNow } },
    "POST /v1/operator/relationships/{id}/suspend": { ...changeOfRelationship, body: suspensionBody },
    "POST /v1/operator/relationships/{id}/resume": { ...changeOfRelationship, body: suspensionBody },
    "POST /v1/operator/relationships/{id}/permissions-removed": { ...changeOfRelationship, body: removedBody },
    "GET /v1/operator/portals": {
      answers: { 200: { description: "All portals.", schema: listOf("PortalList", portal) } },
    },
    "GET /v1/operator/portals/{id}/secret": {
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
      body: lookupBody,
      answers: { 200: addressNow },
    },
    "POST /v1/operator/addresses/lift": {
      body: liftBody,
      answers: { 200: addressNow },
    },
  },
};
