import * as z from "zod/mini";
import type { EventData } from "../../events/all.ts";
import type { Invitation } from "../../invitation/model.ts";
import { attendanceOf, type Attendance, type Customer } from "../../customer/model.ts";
import { relationshipTypes, type RelationshipType } from "../../terms/model.ts";
import { type Relationship, acceptances, type Acceptances } from "../model.ts";
import { establishRelationship } from "../rules/changes.ts";
import { relationshipRow } from "../lifecycle.ts";
import type { RelationshipStep } from "../rules/steps.ts";
import { following, toStoredEvent, type Cause, type FollowingCause } from "../../events/envelope.ts";
import { chainedWrites } from "../../events/stored-events.ts";
import { customerPlace } from "../../customer/items/item.ts";
import { everyItem } from "../../table/every-item.ts";
import { relationshipKeys } from "./keys.ts";
import { place, present, placeOr } from "../../table/places.ts";
import { byId } from "../../table/plans.ts";
import { ofCustomer, relationshipItem, relationshipPlace, withAttendance } from "./item.ts";
import type { Table } from "../../table/table.ts";
import { isAtVersion, isNew, put, remove, type Write, isAsRead } from "../../table/writes.ts";

/** The writes of consecutive steps, conditional on the version that was read. */
export function relationshipWrites(steps: readonly RelationshipStep[], given: Cause): Write[] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return [];
  const cause = following(first.before, given);
  const events = steps.map((step) => toStoredEvent(step.event, causeOf(step, cause)));
  return chainedWrites(first.before, events, (newest) => ({
    kind: "put",
    item: relationshipItem({ ...last.after, ...newest }),
    condition: isAtVersion(first.before?.version ?? null),
  }));
}

/** Steps of time that precede a person's step have the system as actor. */
const causeOf = ({ action }: RelationshipStep, cause: FollowingCause): FollowingCause =>
  relationshipRow(action).by.includes(cause.actor.kind)
    ? cause
    : { ...cause, actor: { kind: "system", id: "rapport" } };

type Hold = z.infer<typeof liveSchema>;
const liveSchema = z.object({ relationshipId: z.string(), version: z.number() });
const namedSchema = z.object({ relationshipId: z.string() });

/** The hold of the one live relationship of customer, partner and type. */
export const holdPlace = (customerId: string, partnerId: string, type: RelationshipType) =>
  place(relationshipKeys.live(customerId, partnerId, type), (item) => liveSchema.parse(item));

const holdTaken = ({ id, customerId, partnerId, type }: Relationship): Write =>
  put(
    relationshipKeys.live(customerId, partnerId, type),
    "live-relationship",
    { relationshipId: id, version: 1 },
    isNew,
  );

/** Raises the version of the hold of a live relationship, so that its concurrent end conflicts with a new request. */
export const holdCounted = ({ partnerId, terms }: Invitation, customerId: string, relationshipId: string): Write => ({
  kind: "update",
  key: relationshipKeys.live(customerId, partnerId, terms.relationship),
  set: {},
  setOnce: {},
  condition: { expression: "relationshipId = :holder", values: { ":holder": relationshipId } },
});

/** A relationship ends, and lets go of its hold as that was read. */
export const holdFreed = ({ id, customerId, partnerId, type }: Relationship, read: Hold): Write =>
  remove(relationshipKeys.live(customerId, partnerId, type), {
    expression: "relationshipId = :holder AND #version = :version",
    names: { "#version": "version" },
    values: { ":holder": id, ":version": read.version },
  });

/** The writes of a new relationship: its state, its event, and the hold that makes it the only live one. */
export function newRelationshipWrites(
  relationship: Relationship,
  customer: EventData["RelationshipEstablished"]["customer"],
  cause: Cause,
): Write[] {
  const step = establishRelationship(relationship, customer, cause.now);
  return [...relationshipWrites([step], cause), holdTaken(relationship)];
}

/** The write by which a customer still finds a relationship that has ended. */
export const pastRelationshipWrite = ({ customerId, id }: Relationship): Write =>
  put(relationshipKeys.past(customerId, id), "past-relationship", { relationshipId: id });

/** All relationships of a customer, newest first. The customer is read too unless its attendance is known. */
export async function relationshipsOfCustomer(
  table: Table,
  customerId: string,
  known?: Attendance | boolean,
): Promise<Relationship[]> {
  // In this order: one that ends meanwhile is found twice, and not missed.
  const live = await everyItem(table, relationshipKeys.allLive(customerId));
  const past = await everyItem(table, relationshipKeys.allPast(customerId));
  const ids = new Set([...live, ...past].map((item) => namedSchema.parse(item).relationshipId));
  const { customer, stored } = await table.read({
    customer: known === undefined && ids.size > 0 ? present(customerPlace(customerId)) : null,
    stored: [...ids].map(relationshipPlace),
  });
  const attendance = known ?? (customer !== null && attendanceOf(customer));
  return stored
    .filter((relationship) => relationship !== null)
    .map((relationship) => withAttendance(relationship, attendance))
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** A customer, and its live relationships with one partner. */
export interface ConnectedCustomer {
  readonly account: Customer;
  readonly relationships: readonly Relationship[];
}

/** Customers with their live relationships with one partner, by their ids. */
export async function connectedCustomers(
  table: Table,
  partnerId: string,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, ConnectedCustomer>> {
  const found = await table.read(
    byId(customerIds, (id) => ({
      account: present(customerPlace(id)),
      holds: relationshipTypes.map((type) => holdPlace(id, partnerId, type)),
    })),
  );
  const held = [...found.values()].flatMap(({ holds }) => holds.flatMap((hold) => hold?.relationshipId ?? []));
  const stored = (await table.read(held.map(relationshipPlace))).filter((one) => one !== null);
  return new Map(
    [...found].map(([id, { account }]) => {
      const own = stored.filter(({ customerId }) => customerId === id);
      return [id, { account, relationships: own.map((one) => ofCustomer(one, account)) }];
    }),
  );
}

const openRestorationSchema = z.object({ invitationId: z.string(), address: z.string() });

/** The open invitation that asks an address for permissions of a relationship. */
export const openRestorationPlace = (relationshipId: string, address: string) =>
  place(relationshipKeys.restoration(relationshipId, address), (item) => openRestorationSchema.parse(item));

/** The open invitations that ask for permissions of a relationship, each with the pseudonym of its address. */
export const openRestorations = async (table: Table, relationshipId: string) =>
  (await everyItem(table, relationshipKeys.allRestorations(relationshipId))).map((item) =>
    openRestorationSchema.parse(item),
  );

/** Of an address that accepted nothing yet. */
export const noAcceptances: Acceptances = { version: 0, accepted: [] };

/** The relationships of a type that an address accepted from a partner. */
export const acceptancesPlace = (partnerId: string, type: RelationshipType, address: string) =>
  placeOr(relationshipKeys.acceptances(partnerId, type, address), (item) => acceptances.parse(item), noAcceptances);

/** Maximum number of relationships remembered per address and type: as many as it can have customers. */
const mostRemembered = 100;

/** The write that remembers one more relationship; nothing if it is known. */
export function acceptanceWrites(
  at: { readonly partnerId: string; readonly type: RelationshipType; readonly address: string },
  before: Acceptances,
  accepted: Acceptances["accepted"][number],
): Write[] {
  if (before.accepted.some(({ relationshipId }) => relationshipId === accepted.relationshipId)) return [];
  const after = {
    version: before.version + 1,
    // The oldest are dropped: most of them have ended.
    accepted: [...before.accepted, accepted].slice(-mostRemembered),
  };
  const key = relationshipKeys.acceptances(at.partnerId, at.type, at.address);
  return [put(key, "acceptances", after, isAsRead(before))];
}
