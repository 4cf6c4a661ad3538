import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import {
  editStanding,
  freezePartner,
  readPartner,
  refuseName,
  releasePartner,
} from "../../shared/partner/commands/supervise-partner.ts";
import type { SuppressionNeeds } from "../../shared/delivery/commands/lift-suppression.ts";
import { assertOfferedCloud } from "../../shared/partner/rules/cloud.ts";
import { assertOwnName } from "../../shared/partner/rules/name.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { emptyBody, parse } from "../../shared/http/parse.ts";
import { inQuery } from "../../shared/http/pointer.ts";
import { idIn, type RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { listPartners } from "../../shared/partner/items/partners.ts";
import { serveAddresses } from "./addresses.ts";
import { serveCustomers } from "./customers.ts";
import type { routes } from "./manifest.ts";
import { servePortals } from "./portals.ts";
import { freezeBody, partnersQuery, standingBody } from "../../shared/partner/requests.ts";

/** What the operator does, route by route. */
export function serveOperator(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy"> &
    SuppressionNeeds & { readonly operatorName: string },
  clock: Clock,
): RouteHandlers<typeof routes> {
  return {
    ...servePortals(dependencies),
    ...serveAddresses(dependencies, clock),
    ...serveCustomers(dependencies, clock),

    "GET /v1/operator/partners": async (request) => {
      const { limit, cursor = null } = parse(partnersQuery, request.query, inQuery);
      return { status: 200, body: await listPartners(dependencies.table, { limit, cursor }) };
    },

    "GET /v1/operator/partners/{id}": async (request) => {
      const partner = await readPartner(dependencies, idIn(request));
      return readAnswer(request, partner, partner.version);
    },

    "PATCH /v1/operator/partners/{id}": async (request) => {
      const expected = expectedVersions(request);
      const input = parse(standingBody, request.body);
      assertOwnName(input.displayName, dependencies.operatorName);
      assertOfferedCloud(input.cloud, dependencies.policy.clouds);
      const cause = causedByCaller(request, clock());
      const { partner, replayed } = await editStanding(dependencies, idIn(request), input, expected, cause);
      return changedAnswer(200, partner, { replayed });
    },

    "POST /v1/operator/partners/{id}/freeze": async (request) => {
      const { reason = null } = parse(freezeBody, request.body);
      const cause = causedByCaller(request, clock());
      const claim = idempotencyClaim(request);
      const expected = versionsIfSent(request);
      const { partner, replayed } = await freezePartner(dependencies, idIn(request), reason, cause, claim, expected);
      return changedAnswer(200, partner, { replayed });
    },

    "POST /v1/operator/partners/{id}/release": async (request) => {
      parse(emptyBody, request.body);
      const expected = versionsIfSent(request);
      const cause = causedByCaller(request, clock());
      const claim = idempotencyClaim(request);
      const { partner, replayed } = await releasePartner(dependencies, idIn(request), cause, claim, expected);
      return changedAnswer(200, partner, { replayed });
    },

    "POST /v1/operator/partners/{id}/refuse-name": async (request) => {
      parse(emptyBody, request.body);
      const expected = versionsIfSent(request);
      const cause = causedByCaller(request, clock());
      const claim = idempotencyClaim(request);
      const { partner, replayed } = await refuseName(dependencies, idIn(request), cause, claim, expected);
      return changedAnswer(200, partner, { replayed });
    },
  };
}
