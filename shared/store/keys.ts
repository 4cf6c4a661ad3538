import { createHash } from "node:crypto";
import { idAlphabet } from "../domain/ids.ts";
import { dueShards } from "../names.ts";
import type { RelationshipType } from "../domain/offer.ts";
import type { Instant } from "../domain/time.ts";

/** Where an item is. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

const partitionOf: Record<string, string> = { inv: "INV#", rel: "REL#", ptn: "PTN#" };

/** The partition of an aggregate's id, by the id's prefix. */
const aggregatePartition = (id: string): string => `${partitionOf[id.slice(0, 3)]}${id}`;

/** Every key of the table is built here and nowhere else (decision 0002). */
export const keys = {
  invitation: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  delivery: (id: string): Key => ({ PK: aggregatePartition(id), SK: "DELIVERY" }),
  notes: (id: string): Key => ({ PK: aggregatePartition(id), SK: "NOTES" }),
  code: (id: string): Key => ({ PK: aggregatePartition(id), SK: "CODE" }),
  relationship: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  partner: (id: string): Key => ({ PK: aggregatePartition(id), SK: "PROFILE" }),

  /** An aggregate is an id, or a part of it: `inv_…/delivery`. Its events are its history and the outbox. */
  event: (aggregate: string, sequence: number): Key => {
    const [id, part = "state"] = aggregate.split("/");
    return { PK: aggregatePartition(id ?? ""), SK: `EVT#${part}#${String(sequence).padStart(9, "0")}` };
  },
  events: (id: string) => ({ PK: aggregatePartition(id), prefix: "EVT#" }),

  /** Held by the one pending invitation of partner, address and type. */
  openInvitation: (partnerId: string, type: RelationshipType, address: string): Key => ({
    PK: `PTN#${partnerId}#OPEN`,
    SK: `${type}#${address}`,
  }),
  /** Held by the one live relationship of partner, customer and type. */
  liveRelationship: (customerId: string, partnerId: string, type: RelationshipType): Key => ({
    PK: `CUS#${customerId}`,
    SK: `REL#${partnerId}#${type}`,
  }),
  /** Someone a partner deals with at a customer. */
  contact: (customerId: string, partnerId: string, address: string): Key => ({
    PK: `CUS#${customerId}`,
    SK: `CONTACT#${partnerId}#${address}`,
  }),
  administrator: (customerId: string, address: string): Key => ({ PK: `CUS#${customerId}`, SK: `ADMIN#${address}` }),
  partnerCustomer: (partnerId: string, customerId: string): Key => ({ PK: `PTN#${partnerId}#CUS`, SK: customerId }),
  idempotency: (partnerId: string, route: string, key: string): Key => ({
    PK: `IDEM#${partnerId}#${route}`,
    // The caller chose the key: hashed, so that its length and content are nobody's business.
    SK: createHash("sha256").update(key).digest("base64url"),
  }),
  mail: (eventId: string): Key => ({ PK: `MAIL#${eventId}`, SK: "MAIL" }),
} as const;

/** Partitions of the list index. */
export const listPartitions = {
  allInvitations: (partnerId: string): string => `PTN#${partnerId}#INV`,
  invitationsOfStatus: (partnerId: string, status: string): string => `PTN#${partnerId}#INV#${status}`,
};

/** The shard that sweeps an id: its last character is random, as ULIDs are made, so that each shard has two of the 32. */
export const dueShardOf = (id: string): string =>
  dueShards[idAlphabet.indexOf(id.slice(-1)) % dueShards.length] ?? "00";

/** Keys of the due index. */
export const dueKeys = {
  partition: (shard: string): string => `DUE#${shard}`,
  at: (dueAt: Instant, kind: "invitation", id: string): string => `${dueAt}#${kind}#${id}`,
  /** Sorts behind everything that is due at that moment. */
  until: (now: Instant): string => `${now}#~`,
};
