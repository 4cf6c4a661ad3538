import * as z from "zod/mini";
import type { QuotasReading } from "../../shared/partner/commands/read-quotas.ts";
import { schemaOf, type RouteDescriptions } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { count } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { instant } from "../../shared/schema/primitives.ts";
import type { routes } from "./manifest.ts";

const limit = described(count, "The most that there may be.");
const counted = {
  limit,
  used: described(count, "How much of it is used."),
  left: described(count, "How much of it is left."),
};
const resetsAt = described(instant, "When the next day begins (UTC) and nothing of it is used.");

const quotas = schemaOf<QuotasReading>()(
  z.strictObject({
    openInvitations: described(
      z.strictObject(counted),
      "Invitations that wait for an answer; a place is free again when one ends. Refusals name it `open`.",
    ),
    perDay: described(
      z.strictObject({ ...counted, resetsAt }),
      "What is sent in a day. Refusals and `RateLimit` name it `day`.",
    ),
    perAddressPerDay: described(
      z.strictObject({ limit, resetsAt }),
      "What is sent to one mailbox in a day: each has its own count. Refusals and `RateLimit` name it `address`.",
    ),
    confirmationsPerDay: described(
      z.strictObject({ ...counted, resetsAt }),
      "Addresses for notices that are asked to confirm in a day. Refusals name it `confirmations`.",
    ),
  }),
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
