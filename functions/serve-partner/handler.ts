import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { emptyBody, parse } from "../../shared/http/parse.ts";
import type { RouteHandlers } from "../../shared/http/request.ts";
import { editProfile, revokeLinks } from "../../shared/partner/commands/edit-profile.ts";
import { partnerOf } from "../../shared/partner/commands/partner-of.ts";
import { readQuotas } from "../../shared/partner/commands/read-quotas.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import { profileBody } from "../../shared/partner/requests.ts";
import { assertOwnName } from "../../shared/partner/rules/name.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { serveCatalogues } from "./catalogues.ts";
import type { routes } from "./manifest.ts";
import { serveMetrics } from "./metrics.ts";
import { serveTemplates } from "./templates.ts";

/** What a partner has and may know beside its invitations and customers, route by route. */
export const servePartner = (
  dependencies: Pick<Dependencies, "table" | "newId" | "policy"> & { readonly operatorName: string },
  clock: Clock,
): RouteHandlers<typeof routes> => ({
  "GET /v1/partner": async (request) => {
    const found = await dependencies.table.read(partnerPlace(callerOf(request).partnerId));
    const partner = partnerOf(found, { mustStand: false });
    return readAnswer(request, partner, partner.version);
  },

  "PATCH /v1/partner": async (request) => {
    const expected = expectedVersions(request);
    const input = parseTerms(profileBody, request.body);
    assertOwnName(input.displayName, dependencies.operatorName);
    const cause = causedByCaller(request, clock());
    const { partner } = await editProfile(dependencies, input, expected, cause);
    const isPending = input.displayName !== undefined && input.displayName === partner.pendingName;
    return changedAnswer(isPending ? 202 : 200, partner);
  },

  "POST /v1/partner/revoke-links": async (request) => {
    parse(emptyBody, request.body);
    const expected = versionsIfSent(request);
    const cause = causedByCaller(request, clock());
    const { partner, replayed } = await revokeLinks(dependencies, cause, idempotencyClaim(request), expected);
    return changedAnswer(200, partner, { replayed });
  },

  "GET /v1/quotas": async (request) =>
    readAnswer(request, await readQuotas(dependencies, callerOf(request).partnerId, clock())),

  ...serveCatalogues(dependencies),
  ...serveTemplates(dependencies, clock),
  ...serveMetrics(dependencies, clock),
});
