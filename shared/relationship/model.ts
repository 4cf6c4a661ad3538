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

/** Which side took a permission back, and by which way: the customer also in a service's own admin portal, as its vendor reports. */
export const removedBy = z.enum(["customer", "partner"]);
export type RemovedBy = z.output<typeof removedBy>;
export const removedVia = z.enum(["portal", "api", "vendor"]);
export type RemovedVia = z.output<typeof removedVia>;

/** One permission inside one relationship; durations belong to it, not to the relationship. */
export const grant = z.object({
  permission: text,
  status: z.enum(["active", "removed", "expired"]),
  startsAt: instant,
  endsAt: instant,
  autoExtend: z.boolean(),
  /** The granted duration, for which a renewal also lasts. */
  duration,
  /** Why it was asked, in the partner's words; only where that was said. */
  purpose: personal(z.optional(text)),
  /** Days before the end at which both sides are still to be notified. */
  notices: z.array(count),
  /** Since when the customer has paused it; only of an active one. */
  pausedAt: z.optional(instant),
  /** Only of a removed one. */
  removedBy: z.optional(removedBy),
  via: z.optional(removedVia),
});
export type Grant = DeepReadonly<z.output<typeof grant>>;

/** What becomes of a permission that is asked in a live relationship. */
export const changes = ["new", "longer", "unchanged"] as const;
export type Change = (typeof changes)[number];

/** That somebody ended a relationship. */
export const termination = z.object({
  at: instant,
  by: removedBy,
  reason: personal(z.nullable(text)),
});

/** That one side has suspended a relationship. Only that side lifts it. */
export const suspension = z.object({
  by: z.enum(["operator", "customer"]),
  at: instant,
  reason: personal(z.nullable(text)),
});
export type Suspension = DeepReadonly<z.output<typeof suspension>>;

/** What keeps a partner from ending a relationship, and how it is settled. */
export interface Blocker {
  readonly kind: "subscription" | "order-open";
  readonly id: string;
  readonly service: string;
  readonly status: string;
  readonly remedy: "cancel" | "wait";
}

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
  /** Version of the agreement that was accepted last; absent in older ones. */
  agreement: z.optional(text),
  termination: z.nullable(termination),
  /** At most one of each side. A live relationship is suspended while there is one. */
  suspensions: z.array(suspension),
  /** How often its permissions were requested, so that each request conflicts with a concurrent end. */
  requests: count,
});

/** A relationship without the attendance of its customer. */
export type StoredRelationship = DeepReadonly<z.output<typeof relationship>> &
  HasEvents & {
    /** The UTC date on which each permission was last used, as far as that is known. It has no version and no event. */
    readonly lastUsed: Readonly<Record<string, string>>;
  };

/** A relationship beside its customer. */
export type Relationship = StoredRelationship & {
  /** Whether the customer has administrators; loaded from the customer. */
  readonly attended: boolean;
  /** Since when; null for the whole life of the relationship. */
  readonly attendanceSince: Instant | null;
};
