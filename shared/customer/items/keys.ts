import { aggregatePartition, type Key } from "../../table/keys.ts";

/** Keys of a customer. Addresses and domains appear in keys only as pseudonyms. */
export const customerKeys = {
  state: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  senders: (id: string): Key => ({ PK: aggregatePartition(id), SK: "SENDERS" }),
  ofPartner: (partnerId: string, id: string): Key => ({ PK: `PTN#${partnerId}#CUS`, SK: id }),
  administered: (address: string): Key => ({ PK: `ADR#${address}`, SK: "CUSTOMERS" }),
  unattended: (id: string): Key => ({ PK: "UNATTENDED", SK: id }),
};

/** Partitions of the list index. */
export const customerLists = {
  all: "CUSTOMERS",
  /** Lists a customer by its founder's mail domain, a pseudonym, beside what the founding partner knows of it. */
  ofDomain: (domain: string): string => `DOMAIN#${domain}`,
};
