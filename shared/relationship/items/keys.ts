import { aggregateOf, aggregatePartition, type Key } from "../../table/keys.ts";
import type { Instant } from "../../kernel/time.ts";
import type { RelationshipStatus, StoredRelationship } from "../model.ts";
import type { RelationshipType } from "../../terms/model.ts";

/** Whose relationship it is, and of which type: where it is while it lives. */
export type RelationshipPair = Pick<StoredRelationship, "customerId" | "partnerId" | "type">;

/** Keys of a relationship. Addresses appear in keys only as pseudonyms. */
export const relationshipKeys = {
  /** The one live relationship of customer, partner and type. */
  live: (customerId: string, partnerId: string, type: RelationshipType): Key => ({
    PK: aggregatePartition(customerId),
    SK: `REL#${partnerId}#${type}`,
  }),
  allLive: (customerId: string) => ({ PK: aggregatePartition(customerId), prefix: "REL#" }),
  /** A relationship that has ended. */
  past: (customerId: string, id: string): Key => ({ PK: aggregatePartition(customerId), SK: `PAST#${id}` }),
  allPast: (customerId: string) => ({ PK: aggregatePartition(customerId), prefix: "PAST#" }),
  /** Lists an open request for permissions of the relationship. */
  restoration: (id: string, address: string): Key => ({ PK: aggregatePartition(id), SK: `OPEN#${address}` }),
  allRestorations: (id: string) => ({ PK: aggregatePartition(id), prefix: "OPEN#" }),
  /** Lists a relationship of any partner, for the operator. The key says where it is. */
  entry: ({ customerId, partnerId, type }: RelationshipPair, id: string): Key => ({
    PK: aggregatePartition(customerId),
    SK: `LISTED#${partnerId}#${type}#${id}`,
  }),
  /** Per UTC date, how often a partner was told that an address is not an administrator. */
  strangers: (id: string, day: string): Key => ({ PK: aggregatePartition(id), SK: `STRANGERS#${day}` }),
};

/** Partitions of the indexes. */
export const relationshipLists = {
  /** A partner's relationships by their status, each by its id. */
  of: (partnerId: string, status: RelationshipStatus): string => `PTN#${partnerId}#REL#${status}`,
  /** A partner's live relationships with grants, in the order in which the first of these ends. */
  ending: (partnerId: string): string => `PTN#${partnerId}#REL`,
  /** Relationships of all partners by their status, in the order in which they changed last. */
  all: (status: RelationshipStatus): string => `RELATIONSHIPS#${status}`,
};

/** Whose relationship an entry lists, by its key. */
export function pairInEntry({ PK, SK }: Key): RelationshipPair & { readonly id: string } {
  const [, partnerId = "", type = "", id = ""] = SK.split("#");
  return { customerId: aggregateOf(PK), partnerId, type: type as RelationshipType, id };
}

/** A relationship's position in an order of moments, which is a cursor too: the moment, and its id. */
export const positions = {
  at: (moment: Instant, id: string): string => `${String(Date.parse(moment)).padStart(14, "0")}.${id}`,
  /** Sorts before everything from a moment on. */
  from: (start: Instant): string => positions.at(start, ""),
  /** Sorts after everything up to a moment. */
  until: (end: Instant): string => positions.at(end, "~"),
  idIn: (position: string): string => position.slice(position.indexOf(".") + 1),
};
