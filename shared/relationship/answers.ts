import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { described, sandbox } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { personal, text } from "../schema/values.ts";
import { grant as grantModel, relationship as model, removedBy, removedVia, suspension, termination } from "./model.ts";

const { shape: grantFields } = z.omit(grantModel, { notices: true, purpose: true });
const grant = z
  .strictObject({
    ...grantFields,
    startsAt: described(grantFields.startsAt, "When it starts."),
    endsAt: described(grantFields.endsAt, "When it ends."),
    duration: described(grantFields.duration, "The granted duration, for which a renewal also lasts."),
    pausedAt: described(
      z.optional(z.nullable(instant)),
      "Since when the customer has paused it; null if it has not. Absent in older events.",
    ),
    removedBy: described(
      z.optional(z.nullable(removedBy)),
      "The side that removed it; null if nobody did. Absent in older events.",
    ),
    via: described(
      z.optional(z.nullable(removedVia)),
      "By which way it was removed: the customer's portal, the API, or a service's own admin portal (`vendor`). Absent in older events.",
    ),
    purpose: described(
      personal(z.optional(z.nullable(text))),
      "Why the partner asked for it, in its own words; null if that was not said. Absent in events, in the record of a customer and in the answer to a change.",
    ),
    lastUsedAt: described(
      z.optional(z.nullable(z.string().check(z.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)))),
      "The UTC date on which it was last used, as services report it; null if no use is known. Absent in events, in the record of a customer and in the answer to a change.",
    ),
  })
  .register(documented, { id: "Grant", description: "One permission inside one relationship." });

/** A relationship as partners and the bus read it. */
export const relationship = z
  .strictObject({
    id: model.shape.id,
    status: model.shape.status,
    version: model.shape.version,
    suspensions: described(
      z.optional(
        z.array(z.strictObject({ ...suspension.shape, at: described(suspension.shape.at, "When it was suspended.") })),
      ),
      "The sides that have suspended it, each with when and why. Each is lifted only by its side. Absent in older events.",
    ),
    partnerId: model.shape.partnerId,
    customerId: model.shape.customerId,
    sandbox,
    invitationId: described(model.shape.invitationId, "The invitation that established it."),
    relationship: model.shape.type,
    adminPermissions: z.enum(["granted", "partly-granted", "none", "removed", "expired"]),
    supportResponsibility: z.nullable(z.enum(["partner"])),
    attended: described(
      z.boolean(),
      "Whether the customer has an administrator; otherwise nothing is granted, renewed or extended.",
    ),
    grants: z.array(grant),
    establishedAt: described(model.shape.establishedAt, "When the customer accepted."),
    updatedAt: described(z.optional(instant), "When it last changed. Absent in older events."),
    termination: described(
      z.nullable(
        z.strictObject({
          at: described(termination.shape.at, "When it was ended."),
          by: described(termination.shape.by, "The side that ended it."),
          reason: termination.shape.reason,
        }),
      ),
      "That somebody ended it; null while it lives.",
    ),
  })
  .register(documented, {
    id: "Relationship",
    description: "The result of an acceptance. It lasts until somebody ends it.",
  });

/** What blocks the end of a relationship by its partner. */
export const preflight = z
  .strictObject({
    blockers: described(
      z.array(
        z
          .strictObject({
            kind: described(z.enum(["subscription", "order-open"]), "What it is."),
            id: described(text, "Its id."),
            service: described(text, "Id of its service in the catalogue."),
            status: described(text, "Its status."),
            remedy: described(z.enum(["cancel", "wait"]), "How it is settled: cancel it, or wait until it is done."),
          })
          .register(documented, { id: "Blocker", description: "Something that has to be settled first." }),
      ),
      "What has to be settled first; empty if nothing blocks the end.",
    ),
  })
  .register(documented, {
    id: "Preflight",
    description: "What blocks the end of a relationship; empty if nothing does.",
  });

/** A relationship as partners and the bus read it. */
export type RelationshipReading = DeepReadonly<z.output<typeof relationship>>;
