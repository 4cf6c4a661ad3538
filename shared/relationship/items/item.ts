import * as z from "zod/mini";
import { attendanceOf, type Attendance, type Customer } from "../../customer/model.ts";
import { relationship, type Relationship, type StoredRelationship } from "../model.ts";
import { relationshipDueAt } from "../rules/time.ts";
import { hasEvents } from "../../schema/values.ts";
import { dueKeys, dueShardOf } from "../../table/keys.ts";
import { relationshipKeys } from "./keys.ts";
import { place } from "../../table/places.ts";

const stored = z.object({ ...relationship.shape, ...hasEvents });

/** Reads a stored relationship; throws if the item is not one. */
export const parseStoredRelationship = (item: unknown): StoredRelationship => stored.parse(item);

/** A relationship as stored; its reader adds the attendance of its customer. */
export const relationshipPlace = (id: string) => place(relationshipKeys.state(id), parseStoredRelationship);

/** A stored relationship with the attendance of its customer. */
export function withAttendance(read: StoredRelationship, attendance: Attendance | boolean): Relationship {
  const { attended, since } = typeof attendance === "boolean" ? { attended: attendance, since: null } : attendance;
  return { ...read, attended, attendanceSince: since };
}

/** A stored relationship beside its customer. */
export const ofCustomer = (read: StoredRelationship, customer: Customer): Relationship =>
  withAttendance(read, attendanceOf(customer));

/** A relationship as stored: in the due index while time will ask something of it. */
export function relationshipItem({ attended: _, attendanceSince: __, ...state }: Relationship) {
  const due = relationshipDueAt(state);
  return {
    ...relationshipKeys.state(state.id),
    entity: "relationship",
    schema: 1,
    ...(due !== null && {
      GSI2PK: dueKeys.partition(dueShardOf(state.id)),
      GSI2SK: dueKeys.at(due, "relationship", state.id),
    }),
    ...state,
  };
}
