import * as z from "zod/mini";
import type { Template } from "../../shared/templates/model.ts";
import { schemaOf } from "../../shared/openapi/description.ts";
import { ownWords } from "../../shared/terms/answers.ts";
import { described } from "../../shared/openapi/values.ts";
import { idOf, text, version } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { duration, instant, reminderEntry } from "../../shared/schema/primitives.ts";
import { relationshipType } from "../../shared/terms/model.ts";
import type { agreementBody, cloudsBody, permissionsBody, servicesBody } from "./view.ts";

/** A template. */
export const template = schemaOf<Template>()(
  z.strictObject({
    id: idOf("template"),
    partnerId: idOf("partner"),
    version,
    name: text,
    relationship: z.nullable(relationshipType),
    permissions: z.nullable(z.array(text)),
    duration: z.nullable(duration),
    autoExtend: z.nullable(z.boolean()),
    message: described(z.nullable(ownWords), "Words for customers whose language has none in `messages`."),
    messages: described(z.record(text, ownWords), "The partner's own words by language of the customer."),
    expiresIn: z.nullable(duration),
    reminders: described(z.nullable(z.array(reminderEntry)), "The reminder plan."),
    createdAt: instant,
    updatedAt: instant,
  }),
).register(documented, {
  id: "Template",
  description: "Terms that a partner uses again and again. What is null is left to the partner's defaults.",
});

/** A list that has no second page. */
const whole = <Item extends z.ZodMiniType>(item: Item) => ({
  items: described(z.array(item), "All of them."),
  next: described(z.nullable(text), "Null: there is no second page."),
});

/** The permission catalogue. */
export const permissionCatalogue = schemaOf<ReturnType<typeof permissionsBody>>()(
  z.strictObject({
    version: described(text, "Version of the catalogue, frozen into every offer."),
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
).register(documented, { id: "PermissionCatalogue", description: "What can be asked of a customer." });

/** The service catalogue. */
export const serviceCatalogue = schemaOf<ReturnType<typeof servicesBody>>()(
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
).register(documented, { id: "ServiceCatalogue", description: "What a partner can manage for a customer." });

/** The clouds. */
export const cloudCatalogue = schemaOf<ReturnType<typeof cloudsBody>>()(
  z.strictObject(
    whole(
      z.strictObject({
        id: described(text, "Id of the cloud."),
        requiredPermissions: z.array(text),
        defaultPermissions: z.array(text),
        portals: described(
          z.array(
            z.strictObject({
              from: described(z.nullable(instant), "From which moment of sending on; null for always."),
              id: described(text, "Id of the portal."),
              name: text,
              kind: described(z.enum(["hosted", "external"]), "Rapport's own page, or another system's."),
            }),
          ),
          "Where customers decide, by the moment at which the invitation was sent.",
        ),
      }),
    ),
  ),
).register(documented, { id: "CloudCatalogue", description: "The markets that partners operate in." });

/** The agreement. */
export const agreement = schemaOf<ReturnType<typeof agreementBody>>()(
  z.strictObject({
    version: described(text, "Version of the agreement."),
    title: described(text, "Its title."),
    hash: text,
    url: text,
    text: described(text, "The whole text, as customers accept it."),
  }),
).register(documented, { id: "Agreement", description: "What customers accept with an offer." });
