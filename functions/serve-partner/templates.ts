import { deleteTemplate, editTemplate, readTemplate, readTemplates } from "../../shared/templates/change-template.ts";
import { createTemplate } from "../../shared/templates/create-template.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { Template } from "../../shared/templates/model.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { expectedVersions } from "../../shared/http/conditional.ts";
import { etagOf, readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim, replayedHeader } from "../../shared/http/idempotency.ts";
import { parse } from "../../shared/http/parse.ts";
import { inQuery } from "../../shared/http/pointer.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";
import type { HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { newTemplateBody, templateBody, templatesQuery } from "./requests.ts";

/** A partner's templates. */
export function serveTemplates(dependencies: Pick<Dependencies, "table" | "newId" | "policy">, clock: Clock) {
  const idOf = ({ parameters }: HttpRequest): string => parameters["id"] ?? "";

  return {
    "GET /v1/templates": async (request) => {
      const { limit, cursor = null } = parse(templatesQuery, request.query, inQuery);
      const { partnerId } = callerOf(request);
      return { status: 200, body: await readTemplates(dependencies, { partnerId, limit, cursor }) };
    },

    "POST /v1/templates": async (request) => {
      const input = parseTerms(newTemplateBody, request.body);
      const cause = causedByCaller(request, clock());
      const { template, replayed } = await createTemplate(dependencies, input, cause, idempotencyClaim(request));
      const headers = { etag: templateTag(template), location: `/v1/templates/${template.id}` };
      return { status: 201, body: template, headers: { ...headers, ...replayedHeader(replayed) } };
    },

    "GET /v1/templates/{id}": async (request) => {
      const template = await readTemplate(dependencies, callerOf(request).partnerId, idOf(request));
      return readAnswer(request, template, template.version);
    },

    "PATCH /v1/templates/{id}": async (request) => {
      const expected = expectedVersions(request);
      const input = parseTerms(templateBody, request.body);
      const cause = causedByCaller(request, clock());
      const template = await editTemplate(dependencies, idOf(request), input, expected, cause);
      return { status: 200, body: template, headers: { etag: templateTag(template) } };
    },

    "DELETE /v1/templates/{id}": async (request) => {
      const expected = expectedVersions(request);
      await deleteTemplate(dependencies, idOf(request), expected, causedByCaller(request, clock()));
      return { status: 204 };
    },
  } as const satisfies Record<string, RouteHandler>;
}

const templateTag = (template: Template): string => etagOf(template, template.version);
