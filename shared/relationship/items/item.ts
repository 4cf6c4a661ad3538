import * as z from "zod/mini";
import { attendanceOf, type Attendance, type Customer } from "../../customer/model.ts";
import { saysTheSame } from "../../kernel/equality.ts";
import { grant, relationship, termination, type Grant, type Relationship, type StoredRelationship } from "../model.ts";
import { firstEndOf } from "../rules/grants.ts";
import { relationshipDueAt } from "../rules/time.ts";
import { hasEvents, text } from "../../schema/values.ts";
import { aggregateOf, duePartition, dueShardOf } from "../../table/keys.ts";
import { positions, relationshipKeys, relationshipLists, type RelationshipPair } from "./keys.ts";
import { place } from "../../table/places.ts";
import type { RawItem } from "../../table/table.ts";

/** Grants as stored: those that follow one another and differ by nothing else share all but the permission. */
const { permission: _permission, ...sharedFields } = grant.shape;
const storedGrants = z.array(z.object({ ...sharedFields, permissions: z.array(text) }));
const stored = z.object({
  ...z.omit(relationship, { customerId: true }).shape,
  ...hasEvents,
  PK: z.string(),
  /** Absent where exactly the granted permissions were requested. */
  asked: z.optional(relationship.shape.asked),
  grants: storedGrants,
  termination: z.optional(termination),
  /** Absent where there are none. */
  suspensions: z.optional(relationship.shape.suspensions),
});
const expandedGrants = (kept: z.output<typeof storedGrants>): Grant[] =>
  kept.flatMap(({ permissions, ...shared }) => permissions.map((permission) => ({ permission, ...shared })));

function sharedGrants(grants: readonly Grant[]) {
  const kept: { readonly shared: Omit<Grant, "permission">; readonly permissions: string[] }[] = [];
  for (const { permission, ...shared } of grants) {
    const last = kept.at(-1);
    if (last !== undefined && saysTheSame(last.shared, shared)) last.permissions.push(permission);
    else kept.push({ shared, permissions: [permission] });
  }
  return kept.map(({ shared, permissions }) => ({ ...shared, permissions }));
}

const permissionsOf = (grants: readonly Grant[]): string[] => grants.map(({ permission }) => permission);

/** Reads a stored relationship; throws if the item is not one. */
export function parseStoredRelationship(item: unknown): StoredRelationship {
  const { PK, asked, termination: end = null, suspensions = [], ...read } = stored.parse(item);
  const grants = expandedGrants(read.grants);
  const customerId = aggregateOf(PK);
  const lastUsed = lastUsedIn(item as RawItem);
  return {
    ...read,
    customerId,
    asked: asked ?? permissionsOf(grants),
    grants,
    termination: end,
    suspensions,
    lastUsed,
  };
}

const usedPrefix = "used#";
/** Each permission's last use is an attribute of its own, so that it is written without a version and stays where others write. */
export const usedAttribute = (permission: string): string => usedPrefix + permission.replaceAll(".", "/");

const lastUsedIn = (item: RawItem): StoredRelationship["lastUsed"] =>
  Object.fromEntries(
    Object.keys(item)
      .filter((name) => name.startsWith(usedPrefix))
      .map((name) => [name.slice(usedPrefix.length).replaceAll("/", "."), String(item[name])]),
  );

const usedAttributes = (lastUsed: StoredRelationship["lastUsed"]) =>
  Object.fromEntries(Object.entries(lastUsed).map(([permission, day]) => [usedAttribute(permission), day]));

/** The one live relationship of customer, partner and type. Its reader adds the attendance of its customer. */
export const livePlace = ({ customerId, partnerId, type }: RelationshipPair) =>
  place(relationshipKeys.live(customerId, partnerId, type), parseStoredRelationship);

/** The places where a relationship can be: live or ended. */
export const relationshipPlaces = (named: RelationshipPair & Pick<StoredRelationship, "id">) => ({
  live: livePlace(named),
  past: place(relationshipKeys.past(named.customerId, named.id), parseStoredRelationship),
});

/** What one of a relationship's places holds of it; a later one of the same pair is another. */
export const relationshipIn = (
  { live, past }: { readonly live: StoredRelationship | null; readonly past: StoredRelationship | null },
  id: string,
): StoredRelationship | null => past ?? (live?.id === id ? live : null);

/** A stored relationship with the attendance of its customer. */
export function withAttendance(read: StoredRelationship, attendance: Attendance | boolean): Relationship {
  const { attended, since } = typeof attendance === "boolean" ? { attended: attendance, since: null } : attendance;
  return { ...read, attended, attendanceSince: since };
}

/** A stored relationship beside its customer. */
export const ofCustomer = (read: StoredRelationship, customer: Customer): Relationship =>
  withAttendance(read, attendanceOf(customer));

/**
 * A relationship as stored: in the list of its partner, in the due index while time will ask something of it, and by its
 * first end while it has active grants.
 */
export function relationshipItem({ attended: _, attendanceSince: __, lastUsed, ...state }: Relationship) {
  const { id, customerId, partnerId, type, status } = state;
  const due = relationshipDueAt(state);
  const end = firstEndOf(state);
  return {
    ...(status === "terminated"
      ? relationshipKeys.past(customerId, id)
      : relationshipKeys.live(customerId, partnerId, type)),
    entity: "relationship",
    schema: 1,
    GSI1PK: relationshipLists.of(partnerId, status),
    GSI1SK: id,
    ...(due !== null && { GSI2PK: duePartition(dueShardOf(id)), GSI2SK: due }),
    ...(end !== null && { GSI3PK: relationshipLists.ending(partnerId), GSI3SK: positions.at(end, id) }),
    ...state,
    ...usedAttributes(lastUsed),
    customerId: undefined,
    asked: saysTheSame(state.asked, permissionsOf(state.grants)) ? undefined : state.asked,
    grants: sharedGrants(state.grants),
    termination: state.termination ?? undefined,
    suspensions: state.suspensions.length > 0 ? state.suspensions : undefined,
  };
}
