import { aggregatePartition, type Key } from "../../table/keys.ts";

/** Keys of a customer. Addresses and domains appear in keys only as pseudonyms. */
export const customerKeys = {
  /** The customer itself, with its administrators. */
  state: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  /** Which partners may ask the customer for something. */
  senders: (id: string): Key => ({ PK: aggregatePartition(id), SK: "SENDERS" }),
  /** Someone a partner deals with at a customer. */
  contact: (id: string, partnerId: string, address: string): Key => ({
    PK: aggregatePartition(id),
    SK: `CONTACT#${partnerId}#${address}`,
  }),
  /** A partner's own knowledge of a customer. */
  ofPartner: (partnerId: string, id: string): Key => ({ PK: `PTN#${partnerId}#CUS`, SK: id }),
  /** The customers of an address. */
  administered: (address: string): Key => ({ PK: `ADR#${address}`, SK: "CUSTOMERS" }),
  /** Names a customer to the operator's search, by its mail domain. */
  ofDomain: (domain: string, id: string): Key => ({ PK: `DOMAIN#${domain}`, SK: id }),
  /** Lists a customer without administrators. */
  unattended: (id: string): Key => ({ PK: "UNATTENDED", SK: id }),
};

/** Partitions of the list index. */
export const customerLists = { all: "CUSTOMERS" };
