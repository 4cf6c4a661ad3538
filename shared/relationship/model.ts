import * as z from "zod/mini";
import type { HasEvents } from "../events/event.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import type { Instant } from "../kernel/time.ts";
import { duration, instant } from "../schema/primitives.ts";
import { count, idOf, personal, text, version } from "../schema/values.ts";
import { relationshipType } from "../terms/model.ts";

/** What a relationship can be. It has no end of its own: only somebody's act terminates it, for good. */
export const relationshipStatuses = ["active", "suspended", "terminated"] as const;
export type RelationshipStatus = (typeof relationshipStatuses)[number];

/** One permission inside one relationship; durations belong to it, not to the relationship. */
export const grant = z.object({
  permission: text,
  status: z.enum(["active", "removed", "expired"]),
  startsAt: instant,
  endsAt: instant,
  autoExtend: z.boolean(),
  /** How long the customer granted it, which is how long a renewal lasts. */
  duration,
  /** Days before its end at which both sides are still to hear of it. */
  notices: z.array(count),
});
export type Grant = DeepReadonly<z.output<typeof grant>>;

/** That somebody ended a relationship. */
export const termination = z.object({
  at: instant,
  by: z.enum(["customer"]),
  reason: personal(z.nullable(text)),
});

/** What exists after acceptance. It has no end date: it lives until someone terminates it. */
export const relationship = z.object({
  id: idOf("relationship"),
  partnerId: idOf("partner"),
  customerId: idOf("customer"),
  /** Whether it is a test: its partner is a sandbox, and so is its customer. */
  sandbox: z.boolean(),
  type: relationshipType,
  status: z.enum(relationshipStatuses),
  version,
  invitationId: idOf("invitation"),
  /** The permissions that were asked; what was granted of them are the grants. */
  asked: z.array(text),
  grants: z.array(grant),
  establishedAt: instant,
  /** Null while it lives. */
  termination: z.nullable(termination),
});

/** What a partner knows of an address: the relationships of one type that it accepted, ended ones until the next. */
export const acceptances = z.object({
  version: z.number(),
  accepted: z.array(z.object({ relationshipId: z.string(), customerId: z.string() })),
});
export type Acceptances = DeepReadonly<z.output<typeof acceptances>>;

/** A relationship without what its customer says. */
export type StoredRelationship = DeepReadonly<z.output<typeof relationship>> & HasEvents;

/** A relationship beside its customer. */
export type Relationship = StoredRelationship & {
  /** Whether somebody can speak for the customer; the customer knows, and who loads a relationship asks it. */
  readonly attended: boolean;
  /** Since when that is so; null for as long as the relationship exists. */
  readonly attendanceSince: Instant | null;
};
