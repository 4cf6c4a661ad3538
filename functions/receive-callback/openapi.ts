import * as z from "zod/mini";
import { invitationStatuses } from "../../shared/invitation/lifecycle.ts";
import { decision } from "../../shared/invitation/answers.ts";
import {
  schemaOf,
  type FunctionDescription,
  type RequestHeader,
  type RouteDescriptions,
} from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { idOf, text } from "../../shared/schema/values.ts";
import { locales } from "../../shared/policy/locales.ts";
import { documented } from "../../shared/schema/documented.ts";
import { digest, duration, instant } from "../../shared/schema/primitives.ts";
import { relationshipType } from "../../shared/terms/model.ts";
import type { routes } from "./manifest.ts";
import { report } from "./requests.ts";
import type { decisionReading, offerReading } from "./view.ts";

const headers: readonly RequestHeader[] = ["Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"];
const offerOf = described(digest, "Digest of the offer, which the decision must name.");
const texts = z.array(text);

const permission = z.strictObject({
  id: described(text, "Id in the catalogue."),
  service: z.nullable(text),
  risk: z.nullable(z.enum(["low", "medium", "high"])),
  required: described(z.boolean(), "Whether the cloud's rules forbid to refuse it."),
  name: text,
  description: z.nullable(text),
  allows: texts,
  allowsNot: texts,
});

const offer = schemaOf<ReturnType<typeof offerReading>>()(
  z.strictObject({
    id: idOf("invitation"),
    status: z.enum(invitationStatuses),
    expiresAt: instant,
    offer: offerOf,
    locale: z.enum(locales),
    partner: z
      .strictObject({
        id: idOf("partner"),
        displayName: text,
        contact: described(z.nullable(text), "Whom the customer can ask."),
        verified: z.nullable(z.strictObject({ at: described(text, "When."), how: text })),
        since: described(instant, "Since when the partner is registered."),
      })
      .register(documented, { description: "Who asks." }),
    customer: z.strictObject({ email: text, organization: z.nullable(text) }),
    relationship: relationshipType,
    relationshipId: z.nullable(idOf("relationship")),
    permissions: described(z.array(permission), "What is asked, in the words to show."),
    requiredPermissions: texts,
    duration,
    autoExtend: z.boolean(),
    agreement: z
      .strictObject({ version: described(text, "Version of the agreement."), hash: text, url: text })
      .register(documented, { description: "What must be agreed to." }),
  }),
).register(documented, { id: "OfferToShow", description: "What a portal shows a customer before it asks." });

const outcome = schemaOf<ReturnType<typeof decisionReading>>()(
  z.strictObject({
    id: idOf("invitation"),
    status: z.enum(invitationStatuses),
    offer: described(z.nullable(digest), "Digest of the offer that was decided on."),
    relationshipId: z.nullable(idOf("relationship")),
    decidedAt: z.nullable(instant),
    decision: z.nullable(decision),
  }),
).register(documented, { id: "ReportedDecision", description: "What became of the invitation." });

const aHash = "8e97b14029723203caabd7e820fe81f34934c62852deaa081f039dda5e2ca486";

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /v1/callbacks/offer": {
    operationId: "readOffer",
    summary: "Read the offer behind a link",
    description: "What an external acceptance portal must show. The signature is over the link.",
    query: z.object({
      link: described(text, "The token with which the customer came."),
      locale: described(z.optional(text), "Language of the texts; the customer's when nothing is said."),
    }),
    headers,
    answers: { 200: { description: "The offer.", schema: offer } },
    problems: ["link-replaced", "partner-frozen"],
  },
  "POST /v1/callbacks/acceptance": {
    operationId: "reportDecision",
    summary: "Report what the customer decided",
    description: "From an external acceptance portal. The signature is over the body, byte by byte.",
    headers,
    body: {
      schema: report,
      examples: {
        decline: {
          summary: "No",
          value: {
            link: "inv_01JD0000000000000000000001.1.1.1.vTq0",
            offer: `sha256:${aHash}`,
            decision: "decline",
            reason: "We have a partner.",
          },
        },
      },
    },
    answers: { 200: { description: "It is decided; the same again when it is reported again.", schema: outcome } },
    // The signature is over what was sent, whatever it is called: what is no report has no signature, or faults.
    bodyIsText: true,
    problems: [
      ...(["link-replaced", "idempotency-key-reused", "offer-changed", "wrong-state", "partner-frozen"] as const),
      ...([
        "relationship-exists",
        "relationship-ended",
        "customer-needed",
        "partner-blocked",
        "not-an-administrator",
        "own-address",
        "suppressed-address",
      ] as const),
      ...(["cool-off", "limit-reached", "permissions-required", "busy"] as const),
    ],
  },
};

/** What the document says of external acceptance portals. */
export const description: FunctionDescription = {
  tag: {
    name: "Portals",
    description: "What external acceptance portals read and report, signed as Standard Webhooks.",
  },
  routes: descriptions,
};
