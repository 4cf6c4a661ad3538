import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { readMetrics } from "../../shared/metrics/read-metrics.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { addDays, type Instant } from "../../shared/kernel/time.ts";
import { weekEnd, weekStart, weekStarts } from "../../shared/metrics/rules/week.ts";
import { callerOf } from "../../shared/http/caller.ts";
import { readAnswer } from "../../shared/http/etag.ts";
import { parse } from "../../shared/http/parse.ts";
import { inQuery } from "../../shared/http/pointer.ts";
import type { RouteHandler } from "../../shared/http/request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { metricsQuery } from "../../shared/metrics/requests.ts";

/** Weeks that are shown when nothing is said, and at most. */
const usualWeeks = 12;
const mostWeeks = 53;

/** A partner's numbers by week. */
export function serveMetrics({ table }: Pick<Dependencies, "table">, clock: Clock) {
  return {
    "GET /v1/metrics": async (request) => {
      const asked = parse(metricsQuery, request.query, inQuery);
      const now = clock();
      const to = asked.to ?? addDays(weekStart(now), 7);
      const from = asked.from ?? addDays(weekEnd(to), -7 * usualWeeks);
      assertSpan(from, to, asked.to === undefined);
      return readAnswer(request, await readMetrics({ table }, { ...callerOf(request), from, to, now }));
    },
  } as const satisfies Record<string, RouteHandler>;
}

/** Refuses what is no span of weeks, or a longer one than one Query should read. */
function assertSpan(from: Instant, to: Instant, isToImplied: boolean): void {
  const isInOrder = from <= to;
  if (isInOrder && weekStarts(from, to).length <= mostWeeks) return;
  const end = isToImplied ? "the end of this week, which is meant where `to` is not sent" : "`to`";
  const [code, message] = isInOrder
    ? (["span-too-long", `At most ${mostWeeks} weeks.`] as const)
    : (["after-end", `Must not be later than ${end}.`] as const);
  const faults = [{ pointer: `${inQuery}/from`, code, message }];
  throw new Refusal("validation", "The request has faults; none of it was carried out.", { faults });
}
