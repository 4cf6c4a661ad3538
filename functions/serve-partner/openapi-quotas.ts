import * as z from "zod/mini";
import { schemaOf, type RouteDescriptions } from "../../shared/openapi/description.ts";
import { count, described } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { instant } from "../../shared/schema/primitives.ts";
import type { routes } from "./manifest.ts";
import { whole } from "./responses.ts";
import type { quotasBody } from "./view.ts";

const quotas = schemaOf<ReturnType<typeof quotasBody>>()(
  z.strictObject(
    whole(
      z.strictObject({
        quota: described(
          z.enum(["open", "day", "address", "confirmations"]),
          "As a refusal names it. `open`: invitations that wait for an answer. `day`: what is sent in a day. `address`: what is sent to one mailbox in a day. `confirmations`: addresses for notices that are asked to confirm in a day.",
        ),
        limit: described(count, "The most that there may be."),
        used: described(z.nullable(count), "How much of it is used. Null where every address has its own count."),
        left: described(z.nullable(count), "How much of it is left. Null where every address has its own count."),
        resetsAt: described(
          z.nullable(instant),
          "When the next day begins (UTC) and nothing of it is used. Null for what is free again as invitations end.",
        ),
      }),
    ),
  ),
).register(documented, { id: "Quotas", description: "What a partner may use up." });

/** What a partner may still use. */
export const quotaRoutes = {
  "GET /v1/quotas": {
    operationId: "readQuotas",
    summary: "Read limits and what is left",
    description:
      "By the counters that refuse what is over them. `open` may say too much after a fault, never too little.",
    headers: ["If-None-Match"],
    answers: { 200: { description: "All quotas.", schema: quotas, headers: ["ETag"] } },
  },
} as const satisfies Partial<RouteDescriptions<typeof routes>>;
