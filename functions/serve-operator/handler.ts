import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import {
  editOperatorFields,
  freezePartner,
  readPartner,
  refuseName,
  releasePartner,
} from "../../shared/partner/commands/supervise-partner.ts";
import { callbackSecrets, secretText } from "../../shared/crypto/callback-secrets.ts";
import {
  liftSuppression,
  readSuppression,
  type SuppressionNeeds,
} from "../../shared/delivery/commands/lift-suppression.ts";
import { liftBody, lookupBody } from "../../shared/delivery/requests.ts";
import type { PartnerAnswer } from "../../shared/partner/commands/change-partner.ts";
import { assertOfferedCloud } from "../../shared/partner/rules/cloud.ts";
import { assertOwnName } from "../../shared/partner/rules/name.ts";
import { notFound } from "../../shared/kernel/refusal.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { emptyBody, parse, parseQuery } from "../../shared/schema/parse.ts";
import { idIn, type HttpRequest, type RouteHandlers } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { listPartners } from "../../shared/partner/items/partners.ts";
import { serveCustomers } from "./customers.ts";
import { serveDataRequests } from "./data-requests.ts";
import { serveSupport } from "./support.ts";
import { serveRelationships } from "./relationships.ts";
import type { routes } from "./manifest.ts";
import { freezeBody, partnersQuery, operatorFieldsBody } from "../../shared/partner/requests.ts";

/** The API of the operator. */
export function serveOperator(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy" | "newId"> &
    SuppressionNeeds & { readonly operatorName: string },
  clock: Clock,
): RouteHandlers<typeof routes> {
  const given = (request: HttpRequest) =>
    [causedByCaller(request, clock()), idempotencyClaim(request), versionsIfSent(request)] as const;
  const answer = ({ partner, replayed }: PartnerAnswer) => changedAnswer(200, partner, { replayed });

  return {
    ...serveCustomers(dependencies, clock),
    ...serveDataRequests(dependencies, clock),
    ...serveSupport(dependencies, clock),
    ...serveRelationships(dependencies, clock),

    "GET /v1/operator/partners": async (request) => {
      const { limit, cursor = null } = parseQuery(partnersQuery, request.query);
      return { status: 200, body: await listPartners(dependencies.table, { limit, cursor }) };
    },

    "GET /v1/operator/partners/{id}": async (request) => {
      const partner = await readPartner(dependencies, idIn(request));
      return readAnswer(request, partner, partner.version);
    },

    "PATCH /v1/operator/partners/{id}": async (request) => {
      const expected = expectedVersions(request);
      const input = parse(operatorFieldsBody, request.body);
      assertOwnName(input.displayName, dependencies.operatorName);
      assertOfferedCloud(input.cloud, dependencies.policy.clouds);
      const cause = causedByCaller(request, clock());
      return answer(await editOperatorFields(dependencies, idIn(request), input, expected, cause));
    },

    "POST /v1/operator/partners/{id}/freeze": async (request) => {
      const { reason = null } = parse(freezeBody, request.body);
      return answer(await freezePartner(dependencies, idIn(request), reason, ...given(request)));
    },

    "POST /v1/operator/partners/{id}/release": async (request) => {
      parse(emptyBody, request.body);
      return answer(await releasePartner(dependencies, idIn(request), ...given(request)));
    },

    "POST /v1/operator/partners/{id}/refuse-name": async (request) => {
      parse(emptyBody, request.body);
      return answer(await refuseName(dependencies, idIn(request), ...given(request)));
    },

    "POST /v1/operator/addresses/lookup": async (request) => {
      const { email } = parse(lookupBody, request.body);
      return { status: 200, body: { email, ...(await readSuppression(dependencies, email)) } };
    },

    "POST /v1/operator/addresses/lift": async (request) => {
      const { email, reason } = parse(liftBody, request.body);
      const moment = { now: clock(), by: callerOf(request).id, correlationId: request.correlationId };
      return { status: 200, body: { email, ...(await liftSuppression(dependencies, { email, reason }, moment)) } };
    },

    "GET /v1/operator/portals": async () => ({
      status: 200,
      body: { items: dependencies.policy.portals.map((portal) => ({ url: null, ...portal })), next: null },
    }),

    "GET /v1/operator/portals/{id}/secret": async (request) => {
      const portal = dependencies.policy.portal(idIn(request));
      if (portal?.kind !== "external") throw notFound("external portal");
      const { current, previous } = callbackSecrets(portal.id, await dependencies.masterKey());
      return {
        status: 200,
        body: { id: portal.id, current: secretText(current), previous: previous.map(secretText) },
        headers: { "cache-control": "no-store" },
      };
    },
  };
}
