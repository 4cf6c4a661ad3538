import type { AnswerDescription, FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { partner } from "../../shared/partner/answers.ts";
import type { routes } from "./manifest.ts";
import { catalogueRoutes } from "./openapi-catalogues.ts";
import { metricsRoutes } from "./openapi-metrics.ts";
import { quotaRoutes } from "./openapi-quotas.ts";
import { templateRoutes } from "./openapi-templates.ts";
import { profileBody, revokeBody } from "./requests.ts";

const profile: AnswerDescription = { description: "The profile as it is now.", schema: partner, headers: ["ETag"] };

const profileRoutes = {
  "GET /v1/partner": {
    operationId: "readProfile",
    summary: "Read the own profile",
    description: "What the operator and the partner itself have said.",
    headers: ["If-None-Match"],
    answers: { 200: profile },
  },
  "PATCH /v1/partner": {
    operationId: "editProfile",
    summary: "Edit the own profile",
    description:
      "Changes what is named. A new display name is unverified until the operator looks at it; one that claims to be checked, or looks like another partner's or a vendor's, waits for the operator in `pendingName`. `notifications` names all addresses for notices: those of the partner's users and those that have confirmed hold at once, every other waits in `notificationsWaiting` until it confirms from its mail, within 7 days. Remove an address and add it again for another mail. A user who is removed takes its address along. Kind, cloud and verification are the operator's.",
    body: { schema: profileBody, examples: { language: { summary: "Another language", value: { locale: "de" } } } },
    answers: {
      200: profile,
      202: { ...profile, description: "The name waits for the operator; everything else is changed." },
    },
    problems: ["link-missing", "permissions-required", "unknown-permission", "quota"],
  },
  "POST /v1/partner/revoke-links": {
    operationId: "revokeLinks",
    summary: "Kill all personal links",
    description: "Every link that went out stops working at once. Resending makes new ones.",
    headers: ["Idempotency-Key"],
    body: { schema: revokeBody, optional: true, examples: { nothing: { summary: "Nothing to say", value: {} } } },
    answers: { 200: profile },
  },
} as const satisfies Partial<RouteDescriptions<typeof routes>>;

const descriptions: RouteDescriptions<typeof routes> = {
  ...profileRoutes,
  ...catalogueRoutes,
  ...templateRoutes,
  ...metricsRoutes,
  ...quotaRoutes,
};

/** What the document says of a partner's own affairs. */
export const description: FunctionDescription = {
  tag: {
    name: "Partner",
    description: "The partner's own profile, templates and numbers, and what there is to ask for.",
  },
  routes: descriptions,
};
