import * as z from "zod/mini";
import { relationship } from "../openapi/relationship.ts";
import { described, idOf, personal, text } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { told, type EventDescriptions } from "./description.ts";

const establishment = z.strictObject({
  relationship,
  invitationId: idOf("invitation"),
  customer: z
    .strictObject({
      id: idOf("customer"),
      // Where the customer is one person, so is the organisation.
      organization: personal(z.nullable(text)),
      domain: z.nullable(text),
    })
    .register(documented, { description: "Whose relationship it is." }),
});
const amendment = z.strictObject({
  relationship,
  invitationId: described(idOf("invitation"), "The invitation that added to it."),
});

/** What happens to relationships. */
export const relationshipEvents: EventDescriptions<"RelationshipEstablished" | "RelationshipAmended"> = {
  RelationshipEstablished: told("RelationshipEstablished", "A relationship came to be.", establishment),
  RelationshipAmended: told("RelationshipAmended", "Permissions were granted to a live relationship.", amendment),
};
