import { emptyBody } from "../../shared/http/parse.ts";
import { metrics } from "../../shared/metrics/answers.ts";
import { metricsQuery } from "../../shared/metrics/requests.ts";
import type { AnswerDescription, FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { listOf } from "../../shared/openapi/values.ts";
import { partner, quotas } from "../../shared/partner/answers.ts";
import { profileBody } from "../../shared/partner/requests.ts";
import { idOf } from "../../shared/schema/values.ts";
import { template } from "../../shared/templates/answers.ts";
import { newTemplateBody, templateBody, templatesQuery } from "../../shared/templates/requests.ts";
import type { routes } from "./manifest.ts";
import { catalogueRoutes } from "./openapi-catalogues.ts";

const profile: AnswerDescription = { description: "The profile as it is now.", schema: partner, headers: ["ETag"] };

const path = { id: idOf("template") };
const oneTemplate: AnswerDescription = { description: "The template.", schema: template, headers: ["ETag"] };
const termsProblems = ["link-missing", "permissions-required", "unknown-permission"] as const;

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /v1/partner": {
    operationId: "readProfile",
    summary: "Read the own profile",
    description: "What the operator and the partner itself have said.",
    answers: { 200: profile },
  },
  "PATCH /v1/partner": {
    operationId: "editProfile",
    summary: "Edit the own profile",
    description:
      "Changes what is named. A new display name is unverified until the operator looks at it; one that claims to be checked, or looks like another partner's or a vendor's, waits for the operator in `pendingName`. `notifications` names all addresses for notices: those of the partner's users and those that have confirmed hold at once, every other waits in `notificationsWaiting` until it confirms from its mail, within 7 days. Remove an address and add it again for another mail. A user who is removed takes its address along. Kind, cloud and verification are the operator's.",
    body: { schema: profileBody, examples: { language: { summary: "Another language", value: { locale: "de" } } } },
    answers: {
      200: profile,
      202: { ...profile, description: "The name waits for the operator; everything else is changed." },
    },
    problems: ["link-missing", "permissions-required", "unknown-permission", "quota"],
  },
  "POST /v1/partner/revoke-links": {
    operationId: "revokeLinks",
    summary: "Kill all personal links",
    description: "Every link that went out stops working at once. Resending makes new ones.",
    headers: ["Idempotency-Key"],
    body: { schema: emptyBody, optional: true, examples: { nothing: { summary: "Nothing to say", value: {} } } },
    answers: { 200: profile },
  },
  ...catalogueRoutes,
  "GET /v1/templates": {
    operationId: "listTemplates",
    summary: "List templates",
    description: "The partner's templates, newest first.",
    query: templatesQuery,
    answers: { 200: { description: "A page of them.", schema: listOf("TemplateList", template) } },
  },
  "POST /v1/templates": {
    operationId: "createTemplate",
    summary: "Create a template",
    description: "Terms to make invitations from. What is not named is left to the partner's defaults.",
    headers: ["Idempotency-Key"],
    body: {
      schema: newTemplateBody,
      examples: {
        helpdesk: {
          summary: "Support only",
          value: { name: "Helpdesk", permissions: ["helpdesk"], duration: "P365D" },
        },
      },
    },
    answers: { 201: { ...oneTemplate, headers: ["ETag", "Location"] } },
    problems: [...termsProblems, "template-limit"],
  },
  "GET /v1/templates/{id}": {
    operationId: "readTemplate",
    summary: "Read a template",
    description: "As it is now.",
    path,
    answers: { 200: oneTemplate },
  },
  "PATCH /v1/templates/{id}": {
    operationId: "editTemplate",
    summary: "Edit a template",
    description: "Changes what is named; null takes it back. Invitations that were made from it stay as they are.",
    path,
    body: { schema: templateBody, examples: { name: { summary: "Another name", value: { name: "Helpdesk 2" } } } },
    answers: { 200: oneTemplate },
    problems: termsProblems,
  },
  "DELETE /v1/templates/{id}": {
    operationId: "deleteTemplate",
    summary: "Delete a template",
    description: "Invitations that were made from it stay as they are.",
    path,
    answers: { 204: { description: "It is gone." } },
  },
  "GET /v1/metrics": {
    operationId: "readMetrics",
    summary: "Read the numbers of weeks",
    description:
      "What became of the invitations that were first sent in each week, how long acceptances took, and which open invitations end soon. Whole weeks from the one that `from` is in to the one that `to` is in, but not one that begins with `to`, so that `from` and `to` of the answer ask for the same weeks. The last twelve when nothing is said, at most 53. What happened shows within minutes.",
    query: metricsQuery,
    answers: { 200: { description: "The numbers.", schema: metrics, headers: ["ETag"] } },
  },
  "GET /v1/quotas": {
    operationId: "readQuotas",
    summary: "Read limits and what is left",
    description:
      "By the counters that refuse what is over them. `open` may say too much after a fault, never too little.",
    answers: { 200: { description: "All quotas.", schema: quotas, headers: ["ETag"] } },
  },
};

/** What the document says of a partner's own affairs. */
export const description: FunctionDescription = {
  tag: {
    name: "Partner",
    description: "The partner's own profile, templates and numbers, and what there is to ask for.",
  },
  routes: descriptions,
};
