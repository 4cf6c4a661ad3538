import { askForData, readDataRequest, type DataRequestAnswer } from "../../shared/data-requests/ask-for-data.ts";
import { exportedPage } from "../../shared/data-requests/item.ts";
import { erasureBody, exportBody, exportQuery } from "../../shared/data-requests/requests.ts";
import type { DataRequest } from "../../shared/data-requests/model.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim, replayedHeader } from "../../shared/http/idempotency.ts";
import { idIn, type HttpAnswer, type HttpRequest, type RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { parse } from "../../shared/schema/parse.ts";
import { inQuery } from "../../shared/schema/pointer.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { routes } from "./manifest.ts";

/** The routes of exports and erasures. */
type DataRequestRoute = Extract<
  (typeof routes)[number]["key"],
  `${string}/exports${string}` | `${string}/erasures${string}`
>;

const started = (path: string, { request: { id, status }, replayed }: DataRequestAnswer): HttpAnswer => ({
  status: 202,
  body: { id, status },
  headers: { location: `${path}/${id}`, ...replayedHeader(replayed) },
});

const progressOf = ({ id, status, requestedAt, finishedAt, counts }: DataRequest) => ({
  ...{ id, status, requestedAt, finishedAt, counts },
});

/** The operator's API of exports and erasures of persons' data. */
export function serveDataRequests(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId">,
  clock: Clock,
): Record<DataRequestRoute, RouteHandler> {
  const ask = (request: HttpRequest, asked: Parameters<typeof askForData>[1]) =>
    askForData(dependencies, asked, causedByCaller(request, clock()), idempotencyClaim(request));

  return {
    "POST /v1/operator/exports": async (request) => {
      const { email } = parse(exportBody, request.body);
      return started(request.path, await ask(request, { kind: "export", email, unattended: false }));
    },

    "GET /v1/operator/exports/{id}": async (request) => {
      const { limit, cursor = null } = parse(exportQuery, request.query, inQuery);
      const found = await readDataRequest(dependencies, idIn(request), "export");
      const { status, expiresAt } = found;
      const isThere = status === "done" && expiresAt !== null && clock() < expiresAt;
      const page = isThere
        ? await exportedPage(dependencies.table, found.id, { limit, cursor })
        : { items: [], next: null };
      return readAnswer(request, { ...progressOf(found), expiresAt, ...page });
    },

    "POST /v1/operator/erasures": async (request) => {
      const { email, unattended } = parse(erasureBody, request.body);
      return started(request.path, await ask(request, { kind: "erasure", email, unattended }));
    },

    "GET /v1/operator/erasures/{id}": async (request) => {
      const found = await readDataRequest(dependencies, idIn(request), "erasure");
      return readAnswer(request, { ...progressOf(found), kept: found.kept });
    },
  };
}
