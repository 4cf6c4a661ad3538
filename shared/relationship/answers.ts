import * as z from "zod/mini";
import { relationshipStatuses } from "./lifecycle.ts";
import type { RelationshipReading } from "./model.ts";
import { documented } from "../schema/documented.ts";
import { duration, instant } from "../schema/primitives.ts";
import { relationshipType } from "../terms/model.ts";
import { schemaOf } from "../openapi/description.ts";
import { described, sandbox } from "../openapi/values.ts";
import { idOf, personal, text, version } from "../schema/values.ts";

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

/** A relationship as partners and the bus read it. */
export const relationship = schemaOf<RelationshipReading>()(
  z.strictObject({
    id: idOf("relationship"),
    status: z.enum(relationshipStatuses),
    version,
    partnerId: idOf("partner"),
    customerId: idOf("customer"),
    sandbox,
    invitationId: described(idOf("invitation"), "The invitation that established it."),
    relationship: relationshipType,
    adminPermissions: z.enum(["granted", "partly-granted", "none", "removed", "expired"]),
    supportResponsibility: z.nullable(z.enum(["partner"])),
    attended: described(
      z.boolean(),
      "Whether somebody can speak for the customer; otherwise nothing is granted, renewed or extended.",
    ),
    grants: z.array(grant),
    establishedAt: described(instant, "When the customer accepted."),
    termination: described(
      z.nullable(
        z.strictObject({
          at: described(instant, "When it was ended."),
          by: described(z.enum(["customer"]), "Which side ended it."),
          reason: personal(z.nullable(text)),
        }),
      ),
      "That somebody ended it; null while it lives.",
    ),
  }),
).register(documented, {
  id: "Relationship",
  description: "What exists after acceptance; it has no end until somebody ends it.",
});
