import { readHistoryPage } from "../../shared/events/read-history.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { versionsIfSent } from "../../shared/http/conditional.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { idIn, type HttpRequest, type RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { emptyBody, parse, parseQuery } from "../../shared/schema/parse.ts";
import { closeSupportRequest, writeSupportMessage } from "../../shared/support/commands/change-support-request.ts";
import { openSupportRequest, type SupportAnswer } from "../../shared/support/commands/open-support-request.ts";
import { ownRequestAt, readRequest, readRequests } from "../../shared/support/commands/read-support-requests.ts";
import {
  newSupportBody,
  supportHistoryQuery,
  supportMessageBody,
  supportQuery,
} from "../../shared/support/requests.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { routes } from "./manifest.ts";

/** A partner's support requests, route by route. */
export function serveSupport(
  dependencies: Pick<Dependencies, "table" | "newId">,
  clock: Clock,
): RouteHandlers<typeof routes> {
  const { table } = dependencies;
  const given = (request: HttpRequest) => ({
    cause: causedByCaller(request, clock()),
    claim: idempotencyClaim(request),
    expected: versionsIfSent(request),
  });
  const changed = ({ request, replayed }: SupportAnswer) => changedAnswer(200, request, { replayed });

  return {
    "POST /v1/customers/{id}/support-requests": async (request) => {
      const { service = null, ...input } = parse(newSupportBody, request.body);
      const opened = await openSupportRequest(
        dependencies,
        idIn(request),
        { ...input, service },
        causedByCaller(request, clock()),
        idempotencyClaim(request),
      );
      const location = `/v1/support-requests/${opened.request.id}`;
      return changedAnswer(201, opened.request, { replayed: opened.replayed, location });
    },

    "GET /v1/support-requests": async (request) => {
      const { cursor = null, ...query } = parseQuery(supportQuery, request.query);
      return { status: 200, body: await readRequests({ table }, callerOf(request).partnerId, { ...query, cursor }) };
    },

    "GET /v1/support-requests/{id}": async (request) => {
      const { partnerId } = callerOf(request);
      const found = await readRequest(table, idIn(request), { partnerId });
      return readAnswer(request, found, found.version);
    },

    "GET /v1/support-requests/{id}/history": async (request) => {
      const { partnerId } = callerOf(request);
      const page = parseQuery(supportHistoryQuery, request.query);
      const { id } = await ownRequestAt(table, idIn(request), { partnerId });
      return { status: 200, body: await readHistoryPage({ table }, id, page) };
    },

    "POST /v1/support-requests/{id}/messages": async (request) => {
      const { text } = parse(supportMessageBody, request.body);
      return changed(await writeSupportMessage({ table }, idIn(request), text, given(request)));
    },

    "POST /v1/support-requests/{id}/close": async (request) => {
      parse(emptyBody, request.body);
      return changed(await closeSupportRequest({ table }, idIn(request), given(request)));
    },
  };
}
