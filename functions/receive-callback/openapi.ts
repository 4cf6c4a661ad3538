import * as z from "zod/mini";
import { invitationStatuses } from "../../shared/invitation/lifecycle.ts";
import { decision } from "../../shared/invitation/answers.ts";
import { schemaOf, type FunctionDescription, type RequestHeader } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { idOf, text } from "../../shared/schema/values.ts";
import { locales } from "../../shared/policy/locales.ts";
import { documented } from "../../shared/schema/documented.ts";
import { digest, duration, instant } from "../../shared/schema/primitives.ts";
import { relationshipType } from "../../shared/terms/model.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };
import { report } from "./requests.ts";
import type { decisionReading, offerReading } from "./view.ts";

const headers: readonly RequestHeader[] = ["Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"];
const offerOf = described(digest, "Digest of the offer. The decision must name it.");

const permission = z.strictObject({
  id: described(text, "Id in the catalogue."),
  service: z.nullable(text),
  risk: z.nullable(z.enum(["low", "medium", "high"])),
  required: described(z.boolean(), "Whether the cloud's rules require it."),
  name: text,
  description: z.nullable(text),
  allows: z.array(text),
  allowsNot: z.array(text),
  purpose: described(z.nullable(text), "Why the partner asks for it, in its own words."),
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
    purpose: described(z.nullable(text), "Why the partner asks, in its own words."),
    permissions: described(z.array(permission), "The requested permissions, in the words to show."),
    requiredPermissions: z.array(text),
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

/** The documentation of external acceptance portals. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /v1/callbacks/offer": {
      query: z.object({
        link: described(text, "The token of the customer's link."),
        locale: described(z.optional(text), "Language of the texts. The default is the customer's language."),
      }),
      headers,
      answers: { 200: { description: "The offer.", schema: offer } },
      problems: ["link-replaced", "partner-frozen"],
    },
    "POST /v1/callbacks/acceptance": {
      headers,
      body: report,
      answers: {
        200: { description: "The decision is recorded. A repeated report gets the same answer.", schema: outcome },
      },
      // The signature covers a body of any content type, so the type is not checked.
      bodyIsText: true,
      problems: [
        "link-replaced",
        "idempotency-key-reused",
        "offer-changed",
        "wrong-state",
        "partner-frozen",
        "relationship-exists",
        "relationship-ended",
        "customer-needed",
        "partner-blocked",
        "not-an-administrator",
        "own-address",
        "suppressed-address",
        "cool-off",
        "limit-reached",
        "permissions-required",
        "busy",
      ],
    },
  },
};
