import { createHash } from "node:crypto";
import { idAlphabet } from "../kernel/ids.ts";
import { dueShards, table } from "../names.ts";
import type { RelationshipType } from "../terms/model.ts";
import type { Instant } from "../kernel/time.ts";
import type { Week } from "../metrics/rules/week.ts";

/** Where an item is. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

/** Where an item is that was read, from the table or an index. */
export const keyOf = (item: Readonly<Record<string, unknown>>): Key => ({
  PK: String(item["PK"]),
  SK: String(item["SK"]),
});

const partitionOf: Record<string, string> = { inv: "INV#", rel: "REL#", ptn: "PTN#", cus: "CUS#", adr: "SIGNIN#" };

/** The partition of an aggregate's id, by the id's prefix. */
const aggregatePartition = (id: string): string => `${partitionOf[id.slice(0, 3)]}${id}`;

/** Every key of the table is built here and nowhere else (decision 0002). */
export const keys = {
  invitation: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  delivery: (id: string): Key => ({ PK: aggregatePartition(id), SK: "DELIVERY" }),
  notes: (id: string): Key => ({ PK: aggregatePartition(id), SK: "NOTES" }),
  /** How far the invitation came, as it was counted. */
  progress: (id: string): Key => ({ PK: aggregatePartition(id), SK: "PROGRESS" }),
  code: (id: string): Key => ({ PK: aggregatePartition(id), SK: "CODE" }),
  /** When the codes of a partner's requests were stopped last. */
  codeWatch: (partnerId: string): Key => ({ PK: aggregatePartition(partnerId), SK: "CODES" }),
  /** What the operator has looked at when it released the partner. */
  codeRelease: (partnerId: string): Key => ({ PK: aggregatePartition(partnerId), SK: "CODES#RELEASED" }),
  /** Wrong codes on a partner's requests on a UTC day, and those of one mailbox (its pseudonym). */
  wrongCodes: (partnerId: string, day: string): Key => ({ PK: `PTN#${partnerId}#CODES`, SK: `DAY#${day}` }),
  mailboxCodes: (partnerId: string, mailbox: string, day: string): Key => ({
    PK: `PTN#${partnerId}#CODES#${mailbox}`,
    SK: `DAY#${day}`,
  }),
  relationship: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  partner: (id: string): Key => ({ PK: aggregatePartition(id), SK: "PROFILE" }),
  partnerUser: (partnerId: string, id: string): Key => ({ PK: `${aggregatePartition(partnerId)}#USERS`, SK: id }),
  /** How many users a partner has with a mailbox, which stands in the key only as its pseudonym. */
  partnerUserMailbox: (partnerId: string, mailbox: string): Key => ({
    PK: `${aggregatePartition(partnerId)}#MAILBOXES`,
    SK: mailbox,
  }),
  template: (partnerId: string, id: string): Key => ({ PK: aggregatePartition(partnerId), SK: `TEMPLATE#${id}` }),
  /** The ids of all templates of the partner. */
  templateIndex: (partnerId: string): Key => ({ PK: aggregatePartition(partnerId), SK: "TEMPLATES" }),
  /** Held by the partner whose name looks like this (the hash of a skeleton). */
  partnerName: (look: string): Key => ({ PK: `NAME#${look}`, SK: "NAME" }),
  /** The customers who said that they do not know the partner. */
  abuseReports: (partnerId: string): Key => ({ PK: aggregatePartition(partnerId), SK: "REPORTS" }),

  /** An aggregate is an id, or a part of it: `inv_…/delivery`. Its events are its history and the outbox. */
  event: (aggregate: string, sequence: number): Key => {
    const [id, part = "state"] = aggregate.split("/");
    return { PK: aggregatePartition(id ?? ""), SK: `EVT#${part}#${String(sequence).padStart(9, "0")}` };
  },
  events: (id: string) => ({ PK: aggregatePartition(id), prefix: "EVT#" }),

  /** The one item that is written again and again, to see whether the publisher gets what is written. */
  heartbeat: (): Key => ({ PK: table.heartbeatPartition, SK: "HEARTBEAT" }),

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
  /** Held by each open invitation that asks for permissions of a live relationship, beside its lock. */
  openRestoration: (relationshipId: string, address: string): Key => ({
    PK: aggregatePartition(relationshipId),
    SK: `OPEN#${address}`,
  }),
  /** How often a partner was told of a relationship that an address is no administrator, by UTC date. */
  strangerAnswers: (relationshipId: string, day: string): Key => ({
    PK: aggregatePartition(relationshipId),
    SK: `STRANGERS#${day}`,
  }),
  openRestorations: (relationshipId: string) => ({ PK: aggregatePartition(relationshipId), prefix: "OPEN#" }),
  /** Names a relationship that has ended to its customer. */
  pastRelationship: (customerId: string, relationshipId: string): Key => ({
    PK: `CUS#${customerId}`,
    SK: `PAST#${relationshipId}`,
  }),
  liveRelationships: (customerId: string) => ({ PK: `CUS#${customerId}`, prefix: "REL#" }),
  pastRelationships: (customerId: string) => ({ PK: `CUS#${customerId}`, prefix: "PAST#" }),
  /** Someone a partner deals with at a customer. */
  contact: (customerId: string, partnerId: string, address: string): Key => ({
    PK: `CUS#${customerId}`,
    SK: `CONTACT#${partnerId}#${address}`,
  }),
  /** The customer itself, with its administrators. */
  customer: (customerId: string): Key => ({ PK: `CUS#${customerId}`, SK: "STATE" }),
  /** Which customers an address speaks for; it stands in the key only as its pseudonym. */
  administered: (address: string): Key => ({ PK: `ADR#${address}`, SK: "CUSTOMERS" }),
  /** The relationships of a type that an address accepted from a partner. */
  acceptances: (partnerId: string, type: RelationshipType, address: string): Key => ({
    PK: `PTN#${partnerId}#MET`,
    SK: `${type}#${address}`,
  }),
  /** Names a customer to the operator's search, by the pseudonym of its mail domain. */
  customerOfDomain: (domain: string, customerId: string): Key => ({ PK: `DOMAIN#${domain}`, SK: customerId }),
  /** Names a customer that nobody can speak for. */
  unattended: (customerId: string): Key => ({ PK: "UNATTENDED", SK: customerId }),
  /** Which partners may ask the customer for something. */
  senders: (customerId: string): Key => ({ PK: `CUS#${customerId}`, SK: "SENDERS" }),
  /** How an address asked to sign in, administrator or not. */
  signIn: (address: string): Key => ({ PK: `ADR#${address}`, SK: "SIGNIN" }),
  /** A session, by the hash of its cookie. */
  session: (hash: string): Key => ({ PK: `SESSION#${hash}`, SK: "SESSION" }),
  partnerCustomer: (partnerId: string, customerId: string): Key => ({ PK: `PTN#${partnerId}#CUS`, SK: customerId }),
  /** The numbers of a partner's week; `week` sorts as text. */
  week: (partnerId: string, week: Week): Key => ({ PK: `PTN#${partnerId}#WEEKS`, SK: week }),
  idempotency: (partnerId: string, route: string, key: string): Key => ({
    PK: `IDEM#${partnerId}#${route}`,
    // The caller chose the key: hashed, so that its length and content are nobody's business.
    SK: createHash("sha256").update(key).digest("base64url"),
  }),
  /** Lists an invitation by the address it goes to; both stand in keys only as pseudonyms, as do tags. */
  addressEntry: (partnerId: string, address: string, invitationId: string): Key => ({
    PK: `PTN#${partnerId}#TO#${address}`,
    SK: invitationId,
  }),
  tagEntry: (partnerId: string, tag: string, invitationId: string): Key => ({
    PK: `PTN#${partnerId}#TAG#${tag}`,
    SK: invitationId,
  }),
  /** Lists an invitation by who created it, which never changes. */
  creatorEntry: (partnerId: string, userId: string, invitationId: string): Key => ({
    PK: `PTN#${partnerId}#BY#${userId}`,
    SK: invitationId,
  }),
  openQuota: (partnerId: string): Key => ({ PK: `PTN#${partnerId}#QUOTA`, SK: "OPEN" }),
  /** `day` is a UTC date. */
  dayQuota: (partnerId: string, day: string): Key => ({ PK: `PTN#${partnerId}#QUOTA`, SK: `DAY#${day}` }),
  /** Mails that a partner caused to addresses that are to confirm. */
  confirmationQuota: (partnerId: string, day: string): Key => ({
    PK: `PTN#${partnerId}#QUOTA`,
    SK: `CONFIRM#${day}`,
  }),
  addressQuota: (partnerId: string, address: string, day: string): Key => ({
    PK: `PTN#${partnerId}#QUOTA#${address}`,
    SK: `DAY#${day}`,
  }),
  /** What is known of an address, whoever writes to it; it stands in the key only as its pseudonym. */
  address: (address: string): Key => ({ PK: `ADR#${address}`, SK: "ADDRESS" }),
  /** That the operator lifted the suppression of an address. */
  suppressionLift: (address: string, at: Instant): Key => ({ PK: `ADR#${address}`, SK: `LIFT#${at}` }),
  suppressionLifts: (address: string) => ({ PK: `ADR#${address}`, prefix: "LIFT#" }),
  /** One mail that an event asks for: its kind, and to whom. */
  mail: (eventId: string, kind: string, address: string, partnerId?: string): Key => ({
    PK: `MAIL#${eventId}`,
    SK: [kind, address, ...(partnerId === undefined ? [] : [partnerId])].join("#"),
  }),
} as const;

/** Partitions of the list index. */
export const listPartitions = {
  allPartners: "PARTNERS",
  allCustomers: "CUSTOMERS",
  allInvitations: (partnerId: string): string => `PTN#${partnerId}#INV`,
  invitationsOf: (partnerId: string, status: string, type: RelationshipType): string =>
    `PTN#${partnerId}#INV#${status}#${type}`,
};

/** A partner's open invitations in the order in which they end: the index entry of their locks. */
export const endingKeys = {
  partition: (partnerId: string): string => `PTN#${partnerId}#ENDS`,
  at: (expiresAt: Instant, id: string): string => `${expiresAt}#${id}`,
  /** Sorts behind everything that has ended by then. */
  until: (now: Instant): string => `${now}#~`,
  /** The invitation that an entry stands for, and when it ends. */
  read: ({ GSI1SK }: Readonly<Record<string, unknown>>): { readonly id: string; readonly expiresAt: Instant } => {
    const [expiresAt = "", id = ""] = String(GSI1SK).split("#");
    return { id, expiresAt };
  },
};

/** The shard that sweeps an id: its last character is random, as ULIDs are made, so that each shard has two of the 32. */
export const dueShardOf = (id: string): string =>
  dueShards[idAlphabet.indexOf(id.slice(-1)) % dueShards.length] ?? "00";

/** What stands in the due index. */
export type DueKind = "invitation" | "relationship" | "customer";

/** Keys of the due index. */
export const dueKeys = {
  partition: (shard: string): string => `DUE#${shard}`,
  at: (dueAt: Instant, kind: DueKind, id: string): string => `${dueAt}#${kind}#${id}`,
  /** Sorts behind everything that is due at that moment. */
  until: (now: Instant): string => `${now}#~`,
};
