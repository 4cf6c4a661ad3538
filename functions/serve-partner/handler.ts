import { callerOf } from "../../shared/http/caller.ts";
import { causedByCaller } from "../../shared/http/cause.ts";
import { changedAnswer } from "../../shared/http/changed-answer.ts";
import { expectedVersions, versionsIfSent } from "../../shared/http/conditional.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { idempotencyClaim } from "../../shared/http/idempotency.ts";
import { emptyBody, parse, parseQuery } from "../../shared/schema/parse.ts";
import { inQuery } from "../../shared/schema/pointer.ts";
import { idIn, type RouteHandlers } from "../../shared/http/request.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { addDays, type Instant } from "../../shared/kernel/time.ts";
import { readMetrics } from "../../shared/metrics/read-metrics.ts";
import { metricsQuery } from "../../shared/metrics/requests.ts";
import { weekEnd, weekStart, weekStarts } from "../../shared/metrics/rules/week.ts";
import { editProfile, revokeLinks } from "../../shared/partner/commands/edit-profile.ts";
import { partnerOf } from "../../shared/partner/commands/partner-of.ts";
import { readQuotas } from "../../shared/partner/commands/read-quotas.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import { profileBody } from "../../shared/partner/requests.ts";
import { assertOwnName } from "../../shared/partner/rules/name.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  readTemplate,
  readTemplates,
} from "../../shared/templates/commands.ts";
import { newTemplateBody, templateBody, templatesQuery } from "../../shared/templates/requests.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { serveCatalogues } from "./catalogues.ts";
import type { routes } from "./manifest.ts";

/** The default and the maximum number of weeks. */
const usualWeeks = 12;
const mostWeeks = 53;

/** The API of a partner's profile, templates, metrics and quotas. */
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

  "GET /v1/metrics": async (request) => {
    const asked = parseQuery(metricsQuery, request.query);
    const now = clock();
    const to = asked.to ?? addDays(weekStart(now), 7);
    const from = asked.from ?? addDays(weekEnd(to), -7 * usualWeeks);
    assertSpan(from, to, asked.to === undefined);
    return readAnswer(request, await readMetrics(dependencies, { ...callerOf(request), from, to, now }));
  },

  "GET /v1/templates": async (request) => {
    const { limit, cursor = null } = parseQuery(templatesQuery, request.query);
    const { partnerId } = callerOf(request);
    return { status: 200, body: await readTemplates(dependencies, { partnerId, limit, cursor }) };
  },

  "POST /v1/templates": async (request) => {
    const input = parseTerms(newTemplateBody, request.body);
    const cause = causedByCaller(request, clock());
    const { template, replayed } = await createTemplate(dependencies, input, cause, idempotencyClaim(request));
    return changedAnswer(201, template, { replayed, location: `/v1/templates/${template.id}` });
  },

  "GET /v1/templates/{id}": async (request) => {
    const template = await readTemplate(dependencies, callerOf(request).partnerId, idIn(request));
    return readAnswer(request, template, template.version);
  },

  "PATCH /v1/templates/{id}": async (request) => {
    const expected = expectedVersions(request);
    const input = parseTerms(templateBody, request.body);
    const cause = causedByCaller(request, clock());
    return changedAnswer(200, await editTemplate(dependencies, idIn(request), input, expected, cause));
  },

  "DELETE /v1/templates/{id}": async (request) => {
    const expected = expectedVersions(request);
    await deleteTemplate(dependencies, idIn(request), expected, causedByCaller(request, clock()));
    return { status: 204 };
  },

  ...serveCatalogues(dependencies),
});

/** Refuses an end before its start, and a longer span than one Query should read. */
function assertSpan(from: Instant, to: Instant, isToImplied: boolean): void {
  const isInOrder = from <= to;
  if (isInOrder && weekStarts(from, to).length <= mostWeeks) return;
  const end = isToImplied ? "the end of this week, which is meant where `to` is not sent" : "`to`";
  const [code, message] = isInOrder
    ? (["span-too-long", `At most ${mostWeeks} weeks.`] as const)
    : (["after-end", `Must not be later than ${end}.`] as const);
  const faults = [{ pointer: `${inQuery}/from`, code, message }];
  throw new Refusal("validation", "The request has faults. Nothing was changed.", { faults });
}
