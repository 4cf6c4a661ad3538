import type { AnswerDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { listOf } from "../../shared/openapi/values.ts";
import { idOf } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import { newTemplateBody, templateBody, templatesQuery } from "./requests.ts";
import { template } from "./responses.ts";

const path = { id: idOf("template") };
const oneTemplate: AnswerDescription = { description: "The template.", schema: template, headers: ["ETag"] };
const termsProblems = ["link-missing", "permissions-required", "unknown-permission"] as const;

/** A partner's templates. */
export const templateRoutes = {
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
    headers: ["If-None-Match"],
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
} as const satisfies Partial<RouteDescriptions<typeof routes>>;
