import * as z from "zod/mini";
import type { RelationshipReading } from "../domain/relationship.ts";
import { documented } from "../schema/documented.ts";
import { instant, relationshipType } from "../schema/primitives.ts";
import { schemaOf } from "./description.ts";
import { described, idOf, text, version } from "./values.ts";

const grant = z
  .strictObject({
    permission: text,
    status: z.enum(["active", "removed", "expired"]),
    startsAt: described(instant, "From when it holds."),
    endsAt: described(instant, "Until when it holds."),
    autoExtend: z.boolean(),
  })
  .register(documented, { id: "Grant", description: "One permission inside one relationship." });

/** A relationship as partners and the bus read it. */
export const relationship = schemaOf<RelationshipReading>()(
  z.strictObject({
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
  }),
).register(documented, {
  id: "Relationship",
  description: "What exists after acceptance; it has no end until somebody ends it.",
});
