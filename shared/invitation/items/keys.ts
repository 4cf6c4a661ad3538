import type { Instant } from "../../kernel/time.ts";
import { openPartition } from "../../partner/items/keys.ts";
import { stateKey, type Key } from "../../table/keys.ts";
import type { RelationshipType } from "../../terms/model.ts";

/** Keys of an invitation. Addresses, the starts of texts and tags appear in keys only as pseudonyms. */
export const invitationKeys = {
  state: stateKey,
  /** The lock of the one open invitation of partner, address and type. */
  open: (partnerId: string, type: RelationshipType, address: string): Key => ({
    PK: openPartition(partnerId),
    SK: `${type}#${address}`,
  }),
  /** Lists an invitation among all of its partner. */
  entry: (partnerId: string, invitationId: string): Key => ({ PK: `PTN#${partnerId}#INV`, SK: invitationId }),
  addressEntry: (partnerId: string, address: string, invitationId: string): Key => ({
    PK: `PTN#${partnerId}#TO#${address}`,
    SK: invitationId,
  }),
  /** Lists an invitation by the start of its organisation or address. */
  startEntry: (partnerId: string, start: string, invitationId: string): Key => ({
    PK: `PTN#${partnerId}#START#${start}`,
    SK: invitationId,
  }),
  tagEntry: (partnerId: string, tag: string, invitationId: string): Key => ({
    PK: `PTN#${partnerId}#TAG#${tag}`,
    SK: invitationId,
  }),
  /** Lists an invitation by its creator. */
  creatorEntry: (partnerId: string, userId: string, invitationId: string): Key => ({
    PK: `PTN#${partnerId}#BY#${userId}`,
    SK: invitationId,
  }),
};

/** Partitions of the list index. */
export const invitationLists = {
  of: (partnerId: string, status: string, type: RelationshipType): string => `${partnerId}#${status}#${type}`,
  /** The partner of such a list. */
  partnerIn: (list: string): string => list.split("#")[0] ?? "",
  /** Open invitations in the order in which they end: the index entry of their locks. */
  ending: (partnerId: string): string => `PTN#${partnerId}#ENDS`,
};

/** A partner's open invitations in the order in which they end. */
export const endingKeys = {
  at: (expiresAt: Instant, id: string): string => `${expiresAt}#${id}`,
  /** Sorts after everything that has ended by a moment. */
  until: (now: Instant): string => `${now}#~`,
  /** The invitation of an entry, and when it ends. */
  read: ({ GSI1SK }: Readonly<Record<string, unknown>>): { readonly id: string; readonly expiresAt: Instant } => {
    const [expiresAt = "", id = ""] = String(GSI1SK).split("#");
    return { id, expiresAt };
  },
};
