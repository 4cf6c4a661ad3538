import { aggregatePartition, type Key } from "../../table/keys.ts";
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
  /** Per UTC date, how often a partner was told that an address is not an administrator. */
  strangers: (id: string, day: string): Key => ({ PK: aggregatePartition(id), SK: `STRANGERS#${day}` }),
};

/** Partitions of the list index: a partner's relationships by their status, each by its id. */
export const relationshipLists = {
  of: (partnerId: string, status: RelationshipStatus): string => `PTN#${partnerId}#REL#${status}`,
};
