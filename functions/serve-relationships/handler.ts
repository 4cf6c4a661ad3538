import { readHistoryPage } from "../../shared/events/read-history.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { conditional } from "../../shared/http/conditional.ts";
import { etagOf } from "../../shared/http/etag.ts";
import { idIn, type RouteHandlers } from "../../shared/http/request.ts";
import { partnersRelationship } from "../../shared/relationship/commands/partners-relationship.ts";
import { readRelationships } from "../../shared/relationship/commands/read-relationships.ts";
import { historyQuery, relationshipsQuery } from "../../shared/relationship/requests.ts";
import { readForPartner, readRelationship } from "../../shared/relationship/rules/reading.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { parseQuery } from "../../shared/schema/parse.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { routes } from "./manifest.ts";

/** The API of a partner's relationships. */
export function serveRelationships(
  dependencies: Pick<Dependencies, "table">,
  clock: Clock,
): RouteHandlers<typeof routes> {
  const { table } = dependencies;
  return {
    "GET /v1/relationships": async (request) => {
      const { limit, cursor = null, ...asked } = parseQuery(relationshipsQuery, request.query);
      const now = clock();
      const filter = { ...asked, partnerId: callerOf(request).partnerId };
      const { items, next } = await readRelationships(dependencies, filter, { limit, cursor }, now);
      return { status: 200, body: { items: items.map((relationship) => readForPartner(relationship, now)), next } };
    },

    "GET /v1/relationships/{id}": async (request) => {
      const { relationship } = await partnersRelationship(table, callerOf(request), idIn(request));
      const now = clock();
      // A use changes no ETag: programs that read for changes would find one every day.
      const etag = etagOf(readRelationship(relationship, now), relationship.version);
      return conditional(request, etag, { status: 200, body: readForPartner(relationship, now) });
    },

    "GET /v1/relationships/{id}/history": async (request) => {
      const page = parseQuery(historyQuery, request.query);
      const { relationship } = await partnersRelationship(table, callerOf(request), idIn(request));
      return { status: 200, body: await readHistoryPage(dependencies, relationship.id, page) };
    },
  };
}
