import type { AnswerDescription, FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { emptyBody } from "../../shared/http/parse.ts";
import { partner } from "../../shared/partner/answers.ts";
import { freezeBody, partnersQuery, standingBody } from "../../shared/partner/requests.ts";
import { listOf } from "../../shared/openapi/values.ts";
import { idOf } from "../../shared/schema/values.ts";
import { addressRoutes } from "./addresses-openapi.ts";
import { customerRoutes } from "./customers-openapi.ts";
import type { routes } from "./manifest.ts";
import { portalRoutes } from "./portals-openapi.ts";

const path = { id: idOf("partner") };
const asItIs: AnswerDescription = { description: "The partner as it is now.", schema: partner, headers: ["ETag"] };

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
    headers: ["If-None-Match"],
    answers: { 200: asItIs },
  },
  "PATCH /v1/operator/partners/{id}": {
    operationId: "editStanding",
    summary: "Say what a partner is",
    description: "Its kind, cloud and name, and how it was verified; null takes the verification back.",
    path,
    body: {
      schema: standingBody,
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
  ...customerRoutes,
  ...portalRoutes,
  ...addressRoutes,
};

/** What the document says of what the operator does. */
export const description: FunctionDescription = {
  tag: {
    name: "Operator",
    description: "Whoever runs this deployment registers, verifies and freezes partners, and recovers customers.",
  },
  routes: descriptions,
};
