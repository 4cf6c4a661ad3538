import * as z from "zod/mini";
import type { HasEvents } from "../events/event.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import type { Instant } from "../kernel/time.ts";
import { duration, instant } from "../schema/primitives.ts";
import { count, idOf, personal, text, version } from "../schema/values.ts";
import { relationshipType } from "../terms/model.ts";

/** Statuses of a relationship. It lasts until somebody terminates it, for good. */
export const relationshipStatuses = ["active", "suspended", "terminated"] as const;
export type RelationshipStatus = (typeof relationshipStatuses)[number];

/** One permission inside one relationship; durations belong to it, not to the relationship. */
export const grant = z.object({
  permission: text,
  status: z.enum(["active", "removed", "expired"]),
  startsAt: instant,
  endsAt: instant,
  autoExtend: z.boolean(),
  /** The granted duration, for which a renewal also lasts. */
  duration,
  /** Days before the end at which both sides are still to be notified. */
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
  sandbox: z.boolean(),
  type: relationshipType,
  status: z.enum(relationshipStatuses),
  version,
  invitationId: idOf("invitation"),
  /** The requested permissions; `grants` has those that were granted. */
  asked: z.array(text),
  grants: z.array(grant),
  establishedAt: instant,
  termination: z.nullable(termination),
  /** How often its permissions were requested, so that each request conflicts with a concurrent end. */
  requests: count,
});

/** A relationship without the attendance of its customer. */
export type StoredRelationship = DeepReadonly<z.output<typeof relationship>> & HasEvents;

/** A relationship beside its customer. */
export type Relationship = StoredRelationship & {
  /** Whether the customer has administrators; loaded from the customer. */
  readonly attended: boolean;
  /** Since when; null for the whole life of the relationship. */
  readonly attendanceSince: Instant | null;
};
