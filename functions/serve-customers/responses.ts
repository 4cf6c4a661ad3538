import * as z from "zod/mini";
import { schemaOf } from "../../shared/openapi/description.ts";
import { described, idOf, text, version } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { duration, instant, relationshipType } from "../../shared/schema/primitives.ts";
import type { customerBody, customerRow } from "./view.ts";

const grant = z
  .strictObject({
    permission: text,
    status: z.enum(["active", "removed", "expired"]),
    startsAt: described(instant, "From when it holds."),
    endsAt: described(instant, "Until when it holds."),
    autoExtend: z.boolean(),
    duration: described(duration, "How long the customer granted it; a renewal lasts as long."),
  })
  .register(documented, { id: "Grant", description: "One permission inside one relationship." });

const relationship = z
  .strictObject({
    id: idOf("relationship"),
    status: z.enum(["active", "suspended", "terminated"]),
    version,
    partnerId: idOf("partner"),
    customerId: idOf("customer"),
    invitationId: described(idOf("invitation"), "The invitation that established it."),
    relationship: relationshipType,
    adminPermissions: z.enum(["granted", "partly-granted", "none", "removed", "expired"]),
    supportResponsibility: z.nullable(z.enum(["partner"])),
    grants: z.array(grant),
    establishedAt: described(instant, "When the customer accepted."),
    termination: described(
      z.nullable(
        z.strictObject({
          at: described(instant, "When it was ended."),
          by: described(z.enum(["customer"]), "Which side ended it."),
          reason: z.nullable(text),
        }),
      ),
      "That somebody ended it; null while it lives.",
    ),
  })
  .register(documented, {
    id: "Relationship",
    description: "What exists after acceptance; it has no end until somebody ends it.",
  });

const row = {
  id: idOf("customer"),
  version,
  organization: z.nullable(text),
  domain: z.nullable(text),
  since: instant,
  relationships: z.array(relationship),
};

/** A customer in the list. */
export const customerInList = schemaOf<ReturnType<typeof customerRow>>()(z.strictObject(row)).register(documented, {
  id: "CustomerInList",
  description: "A customer of the partner, in short.",
});

/** One customer. */
export const customer = schemaOf<ReturnType<typeof customerBody>>()(
  z.strictObject({
    ...row,
    contacts: z.array(z.strictObject({ name: z.nullable(text), email: text, title: z.nullable(text) })),
    services: z.array(
      z.strictObject({
        id: described(text, "Id of the service in the catalogue."),
        name: text,
        adminUrl: text,
        permissions: described(z.array(text), "The granted permissions that open it."),
        manageableWithoutPermission: z.boolean(),
      }),
    ),
  }),
).register(documented, { id: "Customer", description: "A customer of the partner, with people and services." });
