import * as z from "zod/mini";
import { relationshipStatuses } from "./model.ts";
import { relationship } from "./answers.ts";
import { described } from "../openapi/values.ts";
import { idOf, personal, text } from "../schema/values.ts";
import { documented } from "../schema/documented.ts";
import { told } from "../asyncapi/description.ts";
import { administrator } from "../asyncapi/pseudonyms.ts";

const steps = {
  relationship,
  previousStatus: described(z.nullable(z.enum(relationshipStatuses)), "Where it stood before; null for a new one."),
};
const establishment = z.strictObject({
  ...steps,
  invitationId: idOf("invitation"),
  customer: z
    .strictObject({
      id: idOf("customer"),
      name: personal(text),
      // The organisation can be one person.
      organization: personal(z.nullable(text)),
      domain: described(text, "Mail domain of the address that accepted: it helps to search and proves nothing."),
      founded: described(z.boolean(), "Whether the customer came into being with it."),
    })
    .register(documented, { description: "Whose relationship it is." }),
});
const amendment = z.strictObject({
  ...steps,
  invitationId: described(idOf("invitation"), "The invitation that added to it."),
});
const aboutPermissions = { ...steps, permissions: described(z.array(text), "The permissions that it is about.") };
const timeStep = z.strictObject(aboutPermissions);
const act = z.strictObject({ ...aboutPermissions, administrator });
const announcement = z.strictObject({
  ...aboutPermissions,
  willExtend: described(z.boolean(), "Whether they go on at their end by themselves."),
});
const end = z.strictObject({
  ...aboutPermissions,
  administrator,
  reason: personal(z.nullable(text)),
  cancelledInvitations: described(z.array(idOf("invitation")), "Open requests for permissions that ended with it."),
});

/** What happens to relationships. */
export const relationshipEvents = {
  RelationshipEstablished: told("A relationship came to be.", establishment),
  RelationshipAmended: told("Permissions were granted to a live relationship.", amendment),
  PermissionsRemoved: told("The customer took permissions back.", act),
  PermissionsRenewed: told("The customer granted permissions for as long again.", act),
  PermissionsExpiring: told("Permissions come to their end soon.", announcement),
  PermissionsExpired: told("Permissions have come to their end.", timeStep),
  PermissionsExtended: told("Permissions went on at their end by themselves.", timeStep),
  RelationshipTerminated: told("The customer ended the relationship.", end),
};

/** Events of a relationship, one per row of its lifecycle. */
export type RelationshipEventType = keyof typeof relationshipEvents;
