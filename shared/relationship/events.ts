import * as z from "zod/mini";
import { relationshipStatuses, removedBy, removedVia, suspension } from "./model.ts";
import { relationship } from "./answers.ts";
import { described } from "../openapi/values.ts";
import { instant } from "../schema/primitives.ts";
import { idOf, personal, text } from "../schema/values.ts";
import { documented } from "../schema/documented.ts";
import { event } from "../asyncapi/description.ts";
import { administrator } from "../asyncapi/pseudonyms.ts";

const steps = {
  relationship,
  previousStatus: described(z.nullable(z.enum(relationshipStatuses)), "The previous status; null for a new one."),
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
      domain: described(text, "Mail domain of the accepting address. It proves nothing."),
      founded: described(z.boolean(), "Whether the customer was founded with it."),
    })
    .register(documented, { description: "The customer." }),
});
const amendment = z.strictObject({
  ...steps,
  invitationId: described(idOf("invitation"), "The invitation that amended it."),
});
const aboutPermissions = { ...steps, permissions: described(z.array(text), "The permissions concerned.") };
const timeStep = z.strictObject(aboutPermissions);
const act = z.strictObject({ ...aboutPermissions, administrator });
const removal = z.strictObject({
  ...aboutPermissions,
  administrator: described(text, "Pseudonym of the administrator who removed them, else the id of who did."),
  removedBy: described(z.optional(removedBy), "The side that removed them."),
  via: described(z.optional(removedVia), "By which way; `vendor` for the admin portal of a service."),
  removedAt: described(z.optional(instant), "When they were removed, which a service reports later."),
});
const suspended = z.strictObject({ ...steps, by: suspension.shape.by, reason: suspension.shape.reason });
const announcement = z.strictObject({
  ...aboutPermissions,
  willExtend: described(z.boolean(), "Whether they will be extended automatically."),
});
const end = z.strictObject({
  ...aboutPermissions,
  administrator: described(text, "Pseudonym of the administrator who ended it, else the id of who did."),
  by: described(z.optional(removedBy), "The side that ended it."),
  reason: personal(z.nullable(text)),
  cancelledInvitations: described(
    z.array(idOf("invitation")),
    "Open requests for permissions that were cancelled with it.",
  ),
});

/** What happens to relationships. */
export const relationshipEvents = {
  RelationshipEstablished: event("A relationship was established.", establishment),
  RelationshipAmended: event("Permissions were granted to a live relationship.", amendment),
  PermissionsRemoved: event("The customer or the partner removed permissions.", removal),
  PermissionsRenewed: event("The customer renewed permissions for their full duration.", act),
  PermissionsExpiring: event("Permissions will end soon.", announcement),
  PermissionsExpired: event("Permissions expired.", timeStep),
  PermissionsExtended: event("Permissions were extended automatically at their end.", timeStep),
  PermissionsPaused: event("The customer paused permissions. Their dates stay.", act),
  PermissionsResumed: event("The customer resumed paused permissions.", act),
  RelationshipSuspended: event("The operator suspended the relationship, or the customer paused it.", suspended),
  RelationshipResumed: event("The operator or the customer lifted its suspension.", suspended),
  RelationshipTerminated: event("The customer or the partner ended the relationship.", end),
};

/** Events of a relationship, one per row of its lifecycle. */
export type RelationshipEventType = keyof typeof relationshipEvents;
