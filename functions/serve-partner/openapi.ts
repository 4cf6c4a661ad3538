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
    description: "The partner's profile with the operator's fields.",
    answers: { 200: profile },
  },
  "PATCH /v1/partner": {
    operationId: "editProfile",
    summary: "Edit the own profile",
    description:
      "Changes the fields that are sent. A new display name is unverified until the operator checks it. A name that claims a verification, or resembles another partner's or a vendor's name, waits for the operator in `pendingName`. `notifications` lists all addresses for notices. Addresses of the partner's users and confirmed addresses are added at once; others stay in `notificationsWaiting` until they confirm by mail within 7 days. To get another mail, remove the address and add it again. Removing a user also removes the user's address. Only the operator can change kind, cloud and verification.",
    body: { schema: profileBody, examples: { language: { summary: "Another language", value: { locale: "de" } } } },
    answers: {
      200: profile,
      202: { ...profile, description: "The name waits for the operator. All other fields are changed." },
    },
    problems: ["link-missing", "permissions-required", "unknown-permission", "quota"],
  },
  "POST /v1/partner/revoke-links": {
    operationId: "revokeLinks",
    summary: "Revoke all personal links",
    description: "Every link of the partner stops working at once. Resending an invitation makes a new link.",
    headers: ["Idempotency-Key"],
    body: { schema: emptyBody, optional: true, examples: { nothing: { summary: "An empty body", value: {} } } },
    answers: { 200: profile },
  },
  ...catalogueRoutes,
  "GET /v1/templates": {
    operationId: "listTemplates",
    summary: "List templates",
    description: "The partner's templates, newest first.",
    query: templatesQuery,
    answers: { 200: { description: "One page of the list.", schema: listOf("TemplateList", template) } },
  },
  "POST /v1/templates": {
    operationId: "createTemplate",
    summary: "Create a template",
    description: "Terms for new invitations. Missing fields have the partner's defaults.",
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
    description: "Changes the fields that are sent; null removes a value. Existing invitations do not change.",
    path,
    body: { schema: templateBody, examples: { name: { summary: "Another name", value: { name: "Helpdesk 2" } } } },
    answers: { 200: oneTemplate },
    problems: termsProblems,
  },
  "DELETE /v1/templates/{id}": {
    operationId: "deleteTemplate",
    summary: "Delete a template",
    description: "Existing invitations do not change.",
    path,
    answers: { 204: { description: "The template is deleted." } },
  },
  "GET /v1/metrics": {
    operationId: "readMetrics",
    summary: "Read weekly metrics",
    description:
      "The outcomes of the invitations that were first sent in each week, the time until acceptance, and the open invitations that expire soon. Weeks are whole: from the week of `from` to the week of `to`, without a week that begins at `to`. The default is the last 12 weeks, the maximum 53. Changes appear within minutes.",
    query: metricsQuery,
    answers: { 200: { description: "The metrics.", schema: metrics, headers: ["ETag"] } },
  },
  "GET /v1/quotas": {
    operationId: "readQuotas",
    summary: "Read limits and what is left",
    description:
      "The counters against which requests are refused. After a fault `open` can be too high, never too low.",
    answers: { 200: { description: "All quotas.", schema: quotas, headers: ["ETag"] } },
  },
};

/** The documentation of a partner's own data. */
export const description: FunctionDescription = {
  tag: {
    name: "Partner",
    description: "The partner's profile, templates and metrics, and the catalogues.",
  },
  routes: descriptions,
};
