import * as z from "zod/mini";
import { noticeDays, type Grant } from "../rules/grants.ts";
import { attendanceOf, type Attendance, type Customer } from "../../customer/model.ts";
import type { Relationship } from "../model.ts";
import { relationshipStatuses } from "../lifecycle.ts";
import { relationshipDueAt } from "../rules/time.ts";
import { daysBetween, durationOf } from "../../kernel/time.ts";
import { duration, instant } from "../../schema/primitives.ts";
import { relationshipType } from "../../terms/model.ts";
import { eventAt } from "../../events/stored-events.ts";
import { dueKeys, dueShardOf } from "../../table/keys.ts";
import { relationshipKeys } from "./keys.ts";
import { place } from "../../table/places.ts";

const grantSchema = z.object({
  permission: z.string(),
  status: z.enum(["active", "removed", "expired"]),
  startsAt: instant,
  endsAt: instant,
  autoExtend: z.boolean(),
  // Grants that were stored before these were kept are announced like any, and last as long as they were first given.
  notices: z._default(z.array(z.number()), [...noticeDays]),
  duration: z.optional(duration),
});

const relationshipSchema = z.object({
  eventAt,
  id: z.string(),
  partnerId: z.string(),
  customerId: z.string(),
  sandbox: z._default(z.boolean(), false),
  type: relationshipType,
  status: z.enum(relationshipStatuses),
  version: z.number(),
  invitationId: z.string(),
  asked: z.array(z.string()),
  grants: z.array(grantSchema),
  establishedAt: instant,
  termination: z._default(
    z.nullable(z.object({ at: instant, by: z.enum(["customer"]), reason: z.nullable(z.string()) })),
    null,
  ),
});

/** A relationship without what its customer's item says. */
export type StoredRelationship = Omit<Relationship, "attended" | "attendanceSince">;

/** Reads a stored relationship; throws if the item is not one. */
export function parseStoredRelationship(item: unknown): StoredRelationship {
  const stored = relationshipSchema.parse(item);
  return { ...stored, grants: stored.grants.map(asGiven) };
}

/** A relationship as stored; its reader adds the attendance of its customer. */
export const relationshipPlace = (id: string) => place(relationshipKeys.state(id), parseStoredRelationship);

/** A stored relationship with the attendance of its customer. */
export function withAttendance(stored: StoredRelationship, attendance: Attendance | boolean): Relationship {
  const { attended, since } = typeof attendance === "boolean" ? { attended: attendance, since: null } : attendance;
  return { ...stored, attended, attendanceSince: since };
}

/** A stored relationship beside its customer. */
export const ofCustomer = (stored: StoredRelationship, customer: Customer): Relationship =>
  withAttendance(stored, attendanceOf(customer));

const asGiven = (stored: z.infer<typeof grantSchema>): Grant => ({
  ...stored,
  duration: stored.duration ?? durationOf(daysBetween(stored.startsAt, stored.endsAt)),
});

/** A relationship as stored: in the due index while time will ask something of it. */
export function relationshipItem({ attended: _, attendanceSince: __, ...relationship }: Relationship) {
  const due = relationshipDueAt(relationship);
  return {
    ...relationshipKeys.state(relationship.id),
    entity: "relationship",
    schema: 1,
    ...(due !== null && {
      GSI2PK: dueKeys.partition(dueShardOf(relationship.id)),
      GSI2SK: dueKeys.at(due, "relationship", relationship.id),
    }),
    ...relationship,
  };
}
