import * as z from "zod/mini";
import type { EventData } from "../../events/all.ts";
import type { Invitation } from "../../invitation/model.ts";
import { attendanceOf, type Attendance, type Customer } from "../../customer/model.ts";
import { relationshipTypes } from "../../terms/model.ts";
import type { Relationship } from "../model.ts";
import { establishRelationship } from "../rules/changes.ts";
import { relationshipRow } from "../lifecycle.ts";
import type { RelationshipStep } from "../rules/steps.ts";
import { following, toStoredEvent, type Cause, type FollowingCause } from "../../events/envelope.ts";
import { chainedWrites } from "../../events/stored-events.ts";
import { customerPlace } from "../../customer/items/item.ts";
import { everyItem } from "../../table/every-item.ts";
import { keyOf } from "../../table/keys.ts";
import { relationshipKeys, type RelationshipPair } from "./keys.ts";
import { place, present } from "../../table/places.ts";
import type { Found } from "../../table/plans.ts";
import { livePlace, ofCustomer, parseStoredRelationship, relationshipItem, withAttendance } from "./item.ts";
import type { Table } from "../../table/table.ts";
import { check, type Condition, isNew, remove, rewrite, type Write } from "../../table/writes.ts";

/** The writes of consecutive steps, conditional on the version that was read. One that ends leaves the place of live ones. */
export function relationshipWrites(steps: readonly RelationshipStep[], given: Cause): Write[] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { before } = first;
  const cause = following(before, given);
  const events = steps.map((step) => toStoredEvent(step.event, causeOf(step, cause)));
  const state = before && relationshipItem(before);
  const isLeaving = state !== null && state.SK !== relationshipItem(last.after).SK;
  const writes = chainedWrites(before, events, (newest) => {
    const after = relationshipItem({ ...last.after, ...newest });
    return before === null || isLeaving ? rewrite(null, after, isNew) : rewrite(state, after, isStill(before));
  });
  return isLeaving ? [remove(keyOf(state), isUnrequested(before!)), ...writes] : writes;
}

/** It is still this one, at the version that was read: a later one of the same pair begins to count again. */
const isStill = ({ id, version }: Relationship, more = "", values: object = {}): Condition => ({
  expression: `id = :id AND #version = :version${more}`,
  names: { "#version": "version" },
  values: { ":id": id, ":version": version, ...values },
});

/** The same, and nobody has asked since: its end cancels every request. */
const isUnrequested = (before: Relationship): Condition =>
  isStill(before, " AND requests = :requests", { ":requests": before.requests });

/** Steps of time that precede a person's step have the system as actor. */
const causeOf = ({ action }: RelationshipStep, cause: FollowingCause): FollowingCause =>
  relationshipRow(action).by.includes(cause.actor.kind)
    ? cause
    : { ...cause, actor: { kind: "system", id: "rapport" } };

/** Counts a request for permissions of an active relationship, so that its concurrent end or suspension conflicts with it. */
export const requestCounted = (
  { partnerId, terms }: Invitation,
  customerId: string,
  relationshipId: string,
): Write => ({
  kind: "update",
  key: relationshipKeys.live(customerId, partnerId, terms.relationship),
  set: {},
  add: { requests: 1 },
  condition: {
    expression: "id = :id AND #status = :active",
    names: { "#status": "status" },
    values: { ":id": relationshipId, ":active": "active" },
  },
});

/** Holds a transaction to a relationship that still lives. */
export const stillLive = ({ id, ...pair }: RelationshipPair & Pick<Relationship, "id">): Write =>
  check(livePlace(pair).key, { expression: "id = :id", values: { ":id": id } });

/** The writes of a new relationship, which has to be the only live one of its pair, and its event. */
export const newRelationshipWrites = (
  relationship: Relationship,
  customer: EventData["RelationshipEstablished"]["customer"],
  cause: Cause,
): Write[] => relationshipWrites([establishRelationship(relationship, customer, cause.now)], cause);

/** All relationships of a customer, newest first. The customer is read too unless its attendance is known. */
export async function relationshipsOfCustomer(
  table: Table,
  customerId: string,
  known?: Attendance | boolean,
): Promise<Relationship[]> {
  // In this order: one that ends meanwhile is found twice, and not missed.
  const live = await everyItem(table, relationshipKeys.allLive(customerId));
  const past = await everyItem(table, relationshipKeys.allPast(customerId));
  const stored = new Map([...live, ...past].map(parseStoredRelationship).map((one) => [one.id, one]));
  const customer = known === undefined && stored.size > 0 ? await table.read(present(customerPlace(customerId))) : null;
  const attendance = known ?? (customer !== null && attendanceOf(customer));
  return [...stored.values()]
    .map((relationship) => withAttendance(relationship, attendance))
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** A customer, and its live relationships with one partner. */
export interface ConnectedCustomer {
  readonly account: Customer;
  readonly relationships: readonly Relationship[];
}

/** What a customer is read with for one partner. */
export const connectedPlaces = (partnerId: string, customerId: string) => ({
  account: present(customerPlace(customerId)),
  live: relationshipTypes.map((type) => livePlace({ customerId, partnerId, type })),
});

/** A customer with its live relationships, as read. */
export const connectedIn = ({ account, live }: Found<ReturnType<typeof connectedPlaces>>): ConnectedCustomer => ({
  account,
  relationships: live.flatMap((one) => (one === null ? [] : [ofCustomer(one, account)])),
});

const openRestorationSchema = z.object({ invitationId: z.string(), address: z.string() });

/** The open invitation that asks an address for permissions of a relationship. */
export const openRestorationPlace = (relationshipId: string, address: string) =>
  place(relationshipKeys.restoration(relationshipId, address), (item) => openRestorationSchema.parse(item));

/** The open invitations that ask for permissions of a relationship, each with the pseudonym of its address. */
export const openRestorations = async (table: Table, relationshipId: string) =>
  (await everyItem(table, relationshipKeys.allRestorations(relationshipId))).map((item) =>
    openRestorationSchema.parse(item),
  );
