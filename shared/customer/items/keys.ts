import { aggregatePartition, type Key } from "../../table/keys.ts";

/** Keys of a customer. Addresses and domains appear in keys only as pseudonyms. */
export const customerKeys = {
  state: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STATE" }),
  senders: (id: string): Key => ({ PK: aggregatePartition(id), SK: "SENDERS" }),
  ofPartner: (partnerId: string, id: string): Key => ({ PK: `PTN#${partnerId}#CUS`, SK: id }),
  administered: (address: string): Key => ({ PK: `ADR#${address}`, SK: "CUSTOMERS" }),
  /** Finds a customer of a partner by a word or a tag: see `searchTerms`. */
  found: (partnerId: string, term: string, id: string): Key => ({ PK: `PTN#${partnerId}#FIND`, SK: `${term}#${id}` }),
  unattended: (id: string): Key => ({ PK: "UNATTENDED", SK: id }),
};

/** The terms by which a customer is found: its words, and each of its tags with the name by which it is sorted. */
export const searchTerms = {
  word: (word: string): string => `W#${word}`,
  /** How the terms of a tag begin. */
  ofTag: (tag: string): string => `T#${tag}#`,
  tag: (tag: string, name: string): string => `T#${tag}#${name}`,
};

/** Partitions of the indexes. */
export const customerLists = {
  all: "CUSTOMERS",
  /** A partner's customers by the name by which it knows them. */
  byName: (partnerId: string): string => `PTN#${partnerId}#CUS`,
  /** Lists a customer by its founder's mail domain, a pseudonym, beside what the founding partner knows of it. */
  ofDomain: (domain: string): string => `DOMAIN#${domain}`,
};
