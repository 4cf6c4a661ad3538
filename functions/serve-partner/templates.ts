import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  readTemplate,
  readTemplates,
} from "../../shared/templates/commands.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { expectedVersions } from "../../shared/http/conditional.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { parse } from "../../shared/http/parse.ts";
import { inQuery } from "../../shared/http/pointer.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";
import { idIn, type RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { newTemplateBody, templateBody, templatesQuery } from "../../shared/templates/requests.ts";

/** A partner's templates. */
export function serveTemplates(dependencies: Pick<Dependencies, "table" | "newId" | "policy">, clock: Clock) {
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
      return changedAnswer(201, template, { replayed, location: `/v1/templates/${template.id}` });
    },

    "GET /v1/templates/{id}": async (request) => {
      const template = await readTemplate(dependencies, callerOf(request).partnerId, idIn(request));
      return readAnswer(request, template, template.version);
    },

    "PATCH /v1/templates/{id}": async (request) => {
      const expected = expectedVersions(request);
      const input = parseTerms(templateBody, request.body);
      const cause = causedByCaller(request, clock());
      return changedAnswer(200, await editTemplate(dependencies, idIn(request), input, expected, cause));
    },

    "DELETE /v1/templates/{id}": async (request) => {
      const expected = expectedVersions(request);
      await deleteTemplate(dependencies, idIn(request), expected, causedByCaller(request, clock()));
      return { status: 204 };
    },
  } as const satisfies Record<string, RouteHandler>;
}
