import { readHistoryPage } from "../../shared/events/read-history.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { conditional, versionsIfSent } from "../../shared/http/conditional.ts";
import { etagOf } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { idIn, type RouteHandlers } from "../../shared/http/request.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { partnerAdmin } from "../../shared/manifest.ts";
import { giveBackPermission, readBlockers, terminateByPartner } from "../../shared/relationship/commands/give-back.ts";
import { partnersRelationship } from "../../shared/relationship/commands/partners-relationship.ts";
import { readRelationships } from "../../shared/relationship/commands/read-relationships.ts";
import { readForPartner, readRelationship } from "../../shared/relationship/rules/reading.ts";
import { historyQuery, relationshipsQuery, terminateBody } from "../../shared/relationship/requests.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { parse, parseQuery } from "../../shared/schema/parse.ts";
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

    "DELETE /v1/relationships/{id}/permissions/{permission}": async (request) => {
      const given = { relationshipId: idIn(request), permission: request.parameters["permission"] ?? "" };
      const cause = causedByCaller(request, clock());
      const done = await giveBackPermission(dependencies, given, cause, null, versionsIfSent(request));
      return changedAnswer(200, done.relationship);
    },

    "POST /v1/relationships/{id}/terminate": async (request) => {
      const { reason = null, dryRun } = parse(terminateBody, request.body);
      const cause = causedByCaller(request, clock());
      const [relationshipId, expected] = [idIn(request), versionsIfSent(request)];
      if (dryRun) {
        const { blockers, version } = await readBlockers(dependencies, relationshipId, cause, expected);
        return { status: 200, body: { blockers }, headers: { etag: etagOf({ blockers }, version) } };
      }
      if (callerOf(request).role !== "admin") {
        throw new Refusal("forbidden", "Only an admin can end a relationship. Nothing was changed.", {
          roles: partnerAdmin,
        });
      }
      const claim = idempotencyClaim(request);
      const ended = await terminateByPartner(dependencies, { relationshipId, reason }, cause, claim, expected);
      return changedAnswer(200, ended.relationship, { replayed: ended.replayed });
    },

    "GET /v1/relationships/{id}/history": async (request) => {
      const page = parseQuery(historyQuery, request.query);
      const { relationship } = await partnersRelationship(table, callerOf(request), idIn(request));
      return { status: 200, body: await readHistoryPage(dependencies, relationship.id, page) };
    },
  };
}
