import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { versionsIfSent } from "../../shared/http/conditional.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { idIn, type HttpRequest, type RouteHandler } from "../../shared/http/request.ts";
import type { RelationshipAnswer } from "../../shared/relationship/commands/change-relationship.ts";
import { partnersRelationship } from "../../shared/relationship/commands/partners-relationship.ts";
import {
  reportRemovedPermissions,
  resumeRelationship,
  suspendRelationship,
} from "../../shared/relationship/commands/supervise-relationship.ts";
import { allRelationships } from "../../shared/relationship/items/lists.ts";
import { operatorRelationshipsQuery, removedBody, suspensionBody } from "../../shared/relationship/requests.ts";
import { readRelationship } from "../../shared/relationship/rules/reading.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { parse, parseQuery } from "../../shared/schema/parse.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { routes } from "./manifest.ts";

/** The routes of relationships. */
type RelationshipRoute = Extract<(typeof routes)[number]["key"], `${string}/relationships${string}`>;

/** The operator's API of relationships: find, suspend and resume them, and report what customers removed elsewhere. */
export function serveRelationships(
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  clock: Clock,
): Record<RelationshipRoute, RouteHandler> {
  const given = (request: HttpRequest) =>
    [causedByCaller(request, clock()), idempotencyClaim(request), versionsIfSent(request)] as const;
  const answer = ({ relationship, replayed }: RelationshipAnswer) => changedAnswer(200, relationship, { replayed });

  return {
    "GET /v1/operator/relationships": async (request) => {
      const { limit, cursor = null, ...filter } = parseQuery(operatorRelationshipsQuery, request.query);
      const now = clock();
      const { items, next } = await allRelationships(dependencies.table, filter, { limit, cursor });
      return { status: 200, body: { items: items.map((relationship) => readRelationship(relationship, now)), next } };
    },

    "GET /v1/operator/relationships/{id}": async (request) => {
      const { relationship } = await partnersRelationship(dependencies.table, { partnerId: null }, idIn(request));
      return readAnswer(request, readRelationship(relationship, clock()), relationship.version);
    },

    "POST /v1/operator/relationships/{id}/suspend": async (request) => {
      const { reason } = parse(suspensionBody, request.body);
      return answer(await suspendRelationship(dependencies, idIn(request), reason, ...given(request)));
    },

    "POST /v1/operator/relationships/{id}/resume": async (request) => {
      const { reason } = parse(suspensionBody, request.body);
      return answer(await resumeRelationship(dependencies, idIn(request), reason, ...given(request)));
    },

    "POST /v1/operator/relationships/{id}/permissions-removed": async (request) => {
      const { by = null, ...reported } = parse(removedBody, request.body);
      return answer(
        await reportRemovedPermissions(dependencies, idIn(request), { by, ...reported }, ...given(request)),
      );
    },
  };
}
