import * as z from "zod/mini";
import type { RouteDescriptions } from "../../shared/openapi/description.ts";
import { described, listOf } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import type { PortalRoute } from "./portals.ts";

const portalId = described(text, "Id of the portal, as invitations name it.");
const secret = described(text, "As Standard Webhooks writes it, `whsec_…`.");

const portal = z.strictObject({
  id: portalId,
  name: text,
  kind: described(z.enum(["hosted", "external"]), "Rapport's own page under that name, or another system."),
  url: described(z.nullable(text), "Where the link leads on; null for Rapport's own page."),
});

/** What the document says of acceptance portals. */
export const portalRoutes: Pick<RouteDescriptions<typeof routes>, PortalRoute> = {
  "GET /v1/operator/portals": {
    operationId: "listPortals",
    summary: "List acceptance portals",
    description: "Where customers decide, by the policy of this deployment.",
    answers: { 200: { description: "All of them.", schema: listOf("PortalList", portal) } },
  },
  "GET /v1/operator/portals/{id}/secret": {
    operationId: "readPortalSecret",
    summary: "Read the secrets of an external portal",
    description: "With the current one it signs; the previous ones still count, so that it can change over.",
    path: { id: portalId },
    answers: {
      200: {
        description: "Its secrets.",
        schema: z.strictObject({
          id: portalId,
          current: secret,
          previous: described(z.array(secret), "Those that still count."),
        }),
      },
    },
  },
};
