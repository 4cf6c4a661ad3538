import { aggregatePartition, type Key } from "../../table/keys.ts";
import type { RelationshipType } from "../../terms/model.ts";

/** Keys of a relationship. Addresses appear in keys only as pseudonyms. */
export const relationshipKeys = {
  state: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  /** Held by the one live relationship of partner, customer and type. */
  live: (customerId: string, partnerId: string, type: RelationshipType): Key => ({
    PK: aggregatePartition(customerId),
    SK: `REL#${partnerId}#${type}`,
  }),
  allLive: (customerId: string) => ({ PK: aggregatePartition(customerId), prefix: "REL#" }),
  /** Names a relationship that has ended to its customer. */
  past: (customerId: string, id: string): Key => ({ PK: aggregatePartition(customerId), SK: `PAST#${id}` }),
  allPast: (customerId: string) => ({ PK: aggregatePartition(customerId), prefix: "PAST#" }),
  /** Held by each open invitation that asks for permissions of a live relationship, beside its lock. */
  restoration: (id: string, address: string): Key => ({ PK: aggregatePartition(id), SK: `OPEN#${address}` }),
  allRestorations: (id: string) => ({ PK: aggregatePartition(id), prefix: "OPEN#" }),
  /** Per UTC date, how often a partner was told that an address is not an administrator. */
  strangers: (id: string, day: string): Key => ({ PK: aggregatePartition(id), SK: `STRANGERS#${day}` }),
  /** The relationships of a type that an address accepted from a partner. */
  acceptances: (partnerId: string, type: RelationshipType, address: string): Key => ({
    PK: `PTN#${partnerId}#MET`,
    SK: `${type}#${address}`,
  }),
};
