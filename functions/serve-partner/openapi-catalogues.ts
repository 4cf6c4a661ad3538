import * as z from "zod/mini";
import { schemaOf, type RouteDescriptions } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { localeQuery } from "../../shared/schema/locale.ts";
import { instant } from "../../shared/schema/primitives.ts";
import { text } from "../../shared/schema/values.ts";
import type { agreementBody, cloudsBody, permissionsBody, servicesBody } from "./catalogues.ts";
import type { routes } from "./manifest.ts";

/** A list that has no second page. */
const whole = <Item extends z.ZodMiniType>(item: Item) => ({
  items: described(z.array(item), "All of them."),
  next: described(z.nullable(text), "Null: there is no second page."),
});

/** The permission catalogue. */
const permissionCatalogue = schemaOf<ReturnType<typeof permissionsBody>>()(
  z.strictObject({
    version: described(text, "Version of the catalogue, which every offer records."),
    locale: described(text, "Language of the texts."),
    ...whole(
      z.strictObject({
        id: described(text, "Id of the permission."),
        service: text,
        name: text,
        description: text,
        allows: z.array(text),
        allowsNot: z.array(text),
        risk: z.enum(["low", "medium", "high"]),
      }),
    ),
  }),
).register(documented, { id: "PermissionCatalogue", description: "The permissions that a partner can ask for." });

/** The service catalogue. */
const serviceCatalogue = schemaOf<ReturnType<typeof servicesBody>>()(
  z.strictObject(
    whole(
      z.strictObject({
        id: described(text, "Id of the service."),
        name: text,
        adminUrl: text,
        manageableWithoutPermission: z.boolean(),
      }),
    ),
  ),
).register(documented, {
  id: "ServiceCatalogue",
  description: "The services that a partner can manage for a customer.",
});

/** The clouds. */
const cloudCatalogue = schemaOf<ReturnType<typeof cloudsBody>>()(
  z.strictObject(
    whole(
      z.strictObject({
        id: described(text, "Id of the cloud."),
        requiredPermissions: z.array(text),
        defaultPermissions: z.array(text),
        portals: described(
          z.array(
            z.strictObject({
              from: described(z.nullable(instant), "For invitations sent from this moment on; null for all."),
              id: described(text, "Id of the portal."),
              name: text,
              kind: described(z.enum(["hosted", "external"]), "Rapport's own page, or another system's."),
            }),
          ),
          "The portals where customers decide, by the time of sending.",
        ),
      }),
    ),
  ),
).register(documented, { id: "CloudCatalogue", description: "The markets that partners operate in." });

/** The agreement. */
const agreement = schemaOf<ReturnType<typeof agreementBody>>()(
  z.strictObject({
    version: described(text, "Version of the agreement."),
    title: described(text, "Its title."),
    hash: text,
    url: text,
    text: described(text, "The whole text, as customers accept it."),
  }),
).register(documented, { id: "Agreement", description: "The agreement that customers accept with an offer." });

/** The catalogues: permissions, services, clouds and the agreement. */
export const catalogueRoutes = {
  "GET /v1/permissions": {
    query: localeQuery,
    answers: {
      200: {
        description: "The catalogue.",
        schema: permissionCatalogue,
        headers: ["ETag", "Content-Language", "Vary"],
      },
    },
  },
  "GET /v1/services": {
    answers: { 200: { description: "The catalogue.", schema: serviceCatalogue, headers: ["ETag"] } },
  },
  "GET /v1/clouds": {
    answers: { 200: { description: "The clouds.", schema: cloudCatalogue, headers: ["ETag"] } },
  },
  "GET /v1/agreements/current": {
    answers: { 200: { description: "The agreement.", schema: agreement, headers: ["ETag"] } },
  },
} as const satisfies Partial<RouteDescriptions<typeof routes>>;
