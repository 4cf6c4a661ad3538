import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { editProfile, revokeLinks } from "../../shared/partner/commands/edit-profile.ts";
import { partnerOf } from "../../shared/partner/commands/partner-of.ts";
import { assertOwnName } from "../../shared/partner/rules/name.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { parse } from "../../shared/http/parse.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";
import { partnerAnswer } from "../../shared/http/partner-answer.ts";
import type { RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import { profileBody, revokeBody } from "./requests.ts";

/** A partner's own profile. */
export function serveProfile(
  { table, policy, operatorName }: Pick<Dependencies, "table" | "policy"> & { readonly operatorName: string },
  clock: Clock,
) {
  return {
    "GET /v1/partner": async (request) => {
      const found = await table.read(partnerPlace(callerOf(request).partnerId));
      const partner = partnerOf(found, { mustStand: false });
      return readAnswer(request, partner, partner.version);
    },

    "PATCH /v1/partner": async (request) => {
      const expected = expectedVersions(request);
      const input = parseTerms(profileBody, request.body);
      assertOwnName(input.displayName, operatorName);
      const cause = causedByCaller(request, clock());
      const answer = await editProfile({ table, policy }, input, expected, cause);
      const isPending = input.displayName !== undefined && input.displayName === answer.partner.pendingName;
      return partnerAnswer(isPending ? 202 : 200, answer);
    },

    "POST /v1/partner/revoke-links": async (request) => {
      parse(revokeBody, request.body);
      const expected = versionsIfSent(request);
      const cause = causedByCaller(request, clock());
      return partnerAnswer(200, await revokeLinks({ table }, cause, idempotencyClaim(request), expected));
    },
  } as const satisfies Record<string, RouteHandler>;
}
