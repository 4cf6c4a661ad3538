import type { RouteDescriptions } from "../../shared/openapi/description.ts";
import type { routes } from "./manifest.ts";
import { metricsQuery } from "./requests.ts";
import { metrics } from "./responses-metrics.ts";

/** What a partner's dashboard shows. */
export const metricsRoutes = {
  "GET /v1/metrics": {
    operationId: "readMetrics",
    summary: "Read the numbers of weeks",
    description:
      "What became of the invitations that were first sent in each week, how long acceptances took, and which open invitations end soon. Whole weeks from the one that `from` is in to the one that `to` is in, but not one that begins with `to`, so that `from` and `to` of the answer ask for the same weeks. The last twelve when nothing is said, at most 53. What happened shows within minutes.",
    query: metricsQuery,
    headers: ["If-None-Match"],
    answers: { 200: { description: "The numbers.", schema: metrics, headers: ["ETag"] } },
  },
} as const satisfies Partial<RouteDescriptions<typeof routes>>;
