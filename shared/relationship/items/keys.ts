import { aggregatePartition, type Key } from "../../table/keys.ts";
import type { RelationshipType } from "../../terms/model.ts";

/** Keys of a relationship. Addresses appear in keys only as pseudonyms. */
export const relationshipKeys = {
  state: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  live: (customerId: string, partnerId: string, type: RelationshipType): Key => ({
    PK: aggregatePartition(customerId),
    SK: `REL#${partnerId}#${type}`,
  }),
  allLive: (customerId: string) => ({ PK: aggregatePartition(customerId), prefix: "REL#" }),
  /** Lists an ended relationship for its customer. */
  past: (customerId: string, id: string): Key => ({ PK: aggregatePartition(customerId), SK: `PAST#${id}` }),
  allPast: (customerId: string) => ({ PK: aggregatePartition(customerId), prefix: "PAST#" }),
  /** Lists an open request for permissions of the relationship. */
  restoration: (id: string, address: string): Key => ({ PK: aggregatePartition(id), SK: `OPEN#${address}` }),
  allRestorations: (id: string) => ({ PK: aggregatePartition(id), prefix: "OPEN#" }),
  /** Per UTC date, how often a partner was told that an address is not an administrator. */
  strangers: (id: string, day: string): Key => ({ PK: aggregatePartition(id), SK: `STRANGERS#${day}` }),
  acceptances: (partnerId: string, type: RelationshipType, address: string): Key => ({
    PK: `PTN#${partnerId}#MET`,
    SK: `${type}#${address}`,
  }),
};
