import { emptyBody } from "../../shared/schema/parse.ts";
import { metrics } from "../../shared/metrics/answers.ts";
import { metricsQuery } from "../../shared/metrics/requests.ts";
import type { AnswerDescription, FunctionDescription } from "../../shared/openapi/description.ts";
import { listOf } from "../../shared/openapi/values.ts";
import { partner, quotas } from "../../shared/partner/answers.ts";
import { profileBody } from "../../shared/partner/requests.ts";
import { idOf } from "../../shared/schema/values.ts";
import { template } from "../../shared/templates/answers.ts";
import { newTemplateBody, templateBody, templatesQuery } from "../../shared/templates/requests.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };
import { catalogueRoutes } from "./openapi-catalogues.ts";

const profile: AnswerDescription = { description: "The profile as it is now.", schema: partner, headers: ["ETag"] };

const path = { id: idOf("template") };
const oneTemplate: AnswerDescription = { description: "The template.", schema: template, headers: ["ETag"] };
const termsProblems = ["link-missing", "permissions-required", "unknown-permission"] as const;

/** The documentation of a partner's own data. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /v1/partner": {
      answers: { 200: profile },
    },
    "PATCH /v1/partner": {
      body: profileBody,
      answers: {
        200: profile,
        202: { ...profile, description: "The name waits for the operator. All other fields are changed." },
      },
      problems: ["link-missing", "permissions-required", "unknown-permission", "quota"],
    },
    "POST /v1/partner/revoke-links": {
      headers: ["Idempotency-Key"],
      body: emptyBody,
      bodyIsOptional: true,
      answers: { 200: profile },
    },
    ...catalogueRoutes,
    "GET /v1/templates": {
      query: templatesQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("TemplateList", template) } },
    },
    "POST /v1/templates": {
      headers: ["Idempotency-Key"],
      body: newTemplateBody,
      answers: { 201: { ...oneTemplate, headers: ["ETag", "Location"] } },
      problems: [...termsProblems, "template-limit"],
    },
    "GET /v1/templates/{id}": {
      path,
      answers: { 200: oneTemplate },
    },
    "PATCH /v1/templates/{id}": {
      path,
      body: templateBody,
      answers: { 200: oneTemplate },
      problems: termsProblems,
    },
    "DELETE /v1/templates/{id}": {
      path,
      answers: { 204: { description: "The template is deleted." } },
    },
    "GET /v1/metrics": {
      query: metricsQuery,
      answers: { 200: { description: "The metrics.", schema: metrics, headers: ["ETag"] } },
    },
    "GET /v1/quotas": {
      answers: { 200: { description: "All quotas.", schema: quotas, headers: ["ETag"] } },
    },
  },
};
