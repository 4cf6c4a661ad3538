import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { versionsIfSent } from "../../shared/http/conditional.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { idIn, type HttpRequest, type RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { emptyBody, parse, parseQuery } from "../../shared/schema/parse.ts";
import { closeSupportRequest, writeSupportMessage } from "../../shared/support/commands/change-support-request.ts";
import type { SupportAnswer } from "../../shared/support/commands/open-support-request.ts";
import { readRequest, readRequests } from "../../shared/support/commands/read-support-requests.ts";
import { supportMessageBody, supportQuery } from "../../shared/support/requests.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { routes } from "./manifest.ts";

/** The routes of support requests. */
type SupportRoute = Extract<(typeof routes)[number]["key"], `${string}/support-requests${string}`>;

/** The operator's API of support requests: list, answer and close them. */
export function serveSupport({ table }: Pick<Dependencies, "table">, clock: Clock): Record<SupportRoute, RouteHandler> {
  const given = (request: HttpRequest) => ({
    cause: causedByCaller(request, clock()),
    claim: idempotencyClaim(request),
    expected: versionsIfSent(request),
  });
  const changed = ({ request, replayed }: SupportAnswer) => changedAnswer(200, request, { replayed });

  return {
    "GET /v1/operator/support-requests": async (request) => {
      const { cursor = null, ...query } = parseQuery(supportQuery, request.query);
      return { status: 200, body: await readRequests({ table }, null, { ...query, cursor }) };
    },

    "GET /v1/operator/support-requests/{id}": async (request) => {
      const found = await readRequest(table, idIn(request), {});
      return readAnswer(request, found, found.version);
    },

    "POST /v1/operator/support-requests/{id}/messages": async (request) => {
      const { text } = parse(supportMessageBody, request.body);
      return changed(await writeSupportMessage({ table }, idIn(request), text, given(request)));
    },

    "POST /v1/operator/support-requests/{id}/close": async (request) => {
      parse(emptyBody, request.body);
      return changed(await closeSupportRequest({ table }, idIn(request), given(request)));
    },
  };
}
