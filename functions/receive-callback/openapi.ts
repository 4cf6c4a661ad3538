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
const offerOf = described(digest, "Digest of the offer. The decision must name it.");
const texts = z.array(text);

const permission = z.strictObject({
  id: described(text, "Id in the catalogue."),
  service: z.nullable(text),
  risk: z.nullable(z.enum(["low", "medium", "high"])),
  required: described(z.boolean(), "Whether the cloud's rules require it."),
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
        contact: described(z.nullable(text), "Contact for the customer's questions."),
        verified: z.nullable(z.strictObject({ at: described(text, "When it was verified."), how: text })),
        since: described(instant, "When the partner was registered."),
      })
      .register(documented, { description: "The partner that sends the request." }),
    customer: z.strictObject({ email: text, organization: z.nullable(text) }),
    relationship: relationshipType,
    relationshipId: z.nullable(idOf("relationship")),
    permissions: described(z.array(permission), "The requested permissions, in the words to show."),
    requiredPermissions: texts,
    duration,
    autoExtend: z.boolean(),
    agreement: z
      .strictObject({ version: described(text, "Version of the agreement."), hash: text, url: text })
      .register(documented, { description: "The agreement that the customer must accept." }),
  }),
).register(documented, {
  id: "OfferToShow",
  description: "What a portal must show a customer before it asks for a decision.",
});

const outcome = schemaOf<ReturnType<typeof decisionReading>>()(
  z.strictObject({
    id: idOf("invitation"),
    status: z.enum(invitationStatuses),
    offer: described(z.nullable(digest), "Digest of the offer that was decided."),
    relationshipId: z.nullable(idOf("relationship")),
    decidedAt: z.nullable(instant),
    decision: z.nullable(decision),
  }),
).register(documented, { id: "ReportedDecision", description: "The outcome of the invitation." });

const aHash = "8e97b14029723203caabd7e820fe81f34934c62852deaa081f039dda5e2ca486";

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /v1/callbacks/offer": {
    operationId: "readOffer",
    summary: "Read the offer behind a link",
    description: "What an external acceptance portal must show. The signature covers the link.",
    query: z.object({
      link: described(text, "The token of the customer's link."),
      locale: described(z.optional(text), "Language of the texts. The default is the customer's language."),
    }),
    headers,
    answers: { 200: { description: "The offer.", schema: offer } },
    problems: ["link-replaced", "partner-frozen"],
  },
  "POST /v1/callbacks/acceptance": {
    operationId: "reportDecision",
    summary: "Report what the customer decided",
    description: "For an external acceptance portal. The signature covers the exact bytes of the body.",
    headers,
    body: {
      schema: report,
      examples: {
        decline: {
          summary: "The customer declines",
          value: {
            link: "inv_01JD0000000000000000000001.1.1.1.vTq0",
            offer: `sha256:${aHash}`,
            decision: "decline",
            reason: "We have a partner.",
          },
        },
      },
    },
    answers: {
      200: { description: "The decision is recorded. A repeated report gets the same answer.", schema: outcome },
    },
    // The signature covers a body of any content type, so the type is not checked.
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

/** The documentation of external acceptance portals. */
export const description: FunctionDescription = {
  tag: {
    name: "Portals",
    description: "The API of external acceptance portals. Messages are signed as in Standard Webhooks.",
  },
  routes: descriptions,
};
