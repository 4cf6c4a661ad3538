import { aggregatePartition, type Key } from "../../table/keys.ts";
import type { Instant } from "../../kernel/time.ts";
import type { RelationshipStatus } from "../model.ts";
import type { RelationshipType } from "../../terms/model.ts";

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
  /** Lists a relationship of any partner by its status, for the operator. */
  entry: (status: RelationshipStatus, id: string): Key => ({ PK: `RELATIONSHIPS#${status}`, SK: id }),
  /** Per UTC date, how often a partner was told that an address is not an administrator. */
  strangers: (id: string, day: string): Key => ({ PK: aggregatePartition(id), SK: `STRANGERS#${day}` }),
};

/** Partitions of the indexes. */
export const relationshipLists = {
  /** A partner's relationships by their status, each by its id. */
  of: (partnerId: string, status: RelationshipStatus): string => `PTN#${partnerId}#REL#${status}`,
  /** A partner's live relationships with grants, in the order in which the first of these ends. */
  ending: (partnerId: string): string => `PTN#${partnerId}#REL`,
};

/** A relationship's position in the order in which grants end, which is a cursor too: the moment of the end, and its id. */
export const endPositions = {
  at: (endsAt: Instant, id: string): string => `${String(Date.parse(endsAt)).padStart(14, "0")}.${id}`,
  /** Sorts after everything that ends by a moment. */
  until: (end: Instant): string => endPositions.at(end, "~"),
  idIn: (position: string): string => position.slice(position.indexOf(".") + 1),
};
