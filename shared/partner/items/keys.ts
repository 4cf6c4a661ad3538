import { aggregatePartition, type Key } from "../../table/keys.ts";

/** Keys of a partner. `day` is a UTC date; addresses appear in keys only as pseudonyms. */
export const partnerKeys = {
  profile: (id: string): Key => ({ PK: aggregatePartition(id), SK: "PROFILE" }),
  /** What transactions check, beside the profile, whose own texts would make each check dearer. */
  standing: (id: string): Key => ({ PK: aggregatePartition(id), SK: "STANDING" }),
  /** The partner that holds a name, by the hash of its skeleton. */
  name: (look: string): Key => ({ PK: `NAME#${look}`, SK: "NAME" }),
  reports: (id: string): Key => ({ PK: aggregatePartition(id), SK: "REPORTS" }),
  /** How many invitations are open, and how many were sent on each of the last days. */
  counters: (id: string): Key => ({ PK: `PTN#${id}#QUOTA`, SK: "COUNTERS" }),
  /** Confirmation mails that a partner caused. */
  confirmationQuota: (id: string, day: string): Key => ({ PK: `PTN#${id}#QUOTA`, SK: `CONFIRM#${day}` }),
  addressQuota: (id: string, address: string, day: string): Key => ({
    PK: `PTN#${id}#QUOTA#${address}`,
    SK: `DAY#${day}`,
  }),
};

/** The partition of the locks of a partner's open invitations, by which they are counted. */
export const openPartition = (partnerId: string): string => `PTN#${partnerId}#OPEN`;

/** Partitions of the list index. */
export const partnerLists = { all: "PARTNERS" };
