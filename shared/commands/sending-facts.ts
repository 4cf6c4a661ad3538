import type { AddressStanding } from "../domain/address-standing.ts";
import type { Partner } from "../domain/partner.ts";
import type { RelationshipType } from "../domain/offer.ts";
import { Refusal } from "../domain/refusal.ts";
import { isRestorable } from "../domain/relationship.ts";
import type { Instant } from "../domain/time.ts";
import { parseStanding } from "../store/addresses.ts";
import { keys, type Key } from "../store/keys.ts";
import { parseRelationship } from "../store/relationship-items.ts";
import { parseLiveRelationship } from "../store/relationships.ts";
import type { RawItem, Table } from "../store/table.ts";
import { partnerOf } from "./partner-of.ts";
import type { Recipient } from "./recipient.ts";

/** What asking a customer for something must know beside the invitation. */
export interface SendingFacts {
  readonly partner: Partner;
  readonly recipient: Recipient;
  /** The item at the lock's key: who has an open invitation of this kind to this address. */
  readonly lock: RawItem | null;
  /** The item at the live relationship's key. */
  readonly liveRelationship: RawItem | null;
  /** Whether the address may be written to. */
  readonly standing: AddressStanding;
}

/** Where the facts are, in the order in which `sendingFacts` takes the items. */
export const sendingKeys = (partnerId: string, type: RelationshipType, recipient: Recipient): Key[] => [
  keys.partner(partnerId),
  keys.openInvitation(partnerId, type, recipient.address),
  keys.liveRelationship(recipient.customerId, partnerId, type),
  keys.address(recipient.address),
  keys.address(recipient.mailbox),
  keys.senders(recipient.customerId),
];

/** The facts from their items. `mustStand`: something goes to the customer, so a frozen partner is refused. */
export function sendingFacts(
  [profile, lock = null, liveRelationship = null, address, mailbox, senders]: readonly (RawItem | null)[],
  recipient: Recipient,
  { mustStand }: { readonly mustStand: boolean },
): SendingFacts {
  const partner = partnerOf(profile, { mustStand });
  return {
    partner,
    recipient,
    lock,
    liveRelationship,
    standing: parseStanding({ address, mailbox, senders }, partner.id),
  };
}

/** Reads the facts for an invitation that is about to go out; refuses what must not. One read request. */
export const readSendingFacts = async (
  table: Table,
  partnerId: string,
  type: RelationshipType,
  recipient: Recipient,
): Promise<SendingFacts> =>
  sendingFacts(await table.getMany(sendingKeys(partnerId, type, recipient)), recipient, { mustStand: true });

/**
 * The live relationship for which permissions are asked; null where there is none yet. A customer who has this relationship
 * with permissions is not asked for it again (product table, row 10). One more read, only where there is a relationship.
 */
export async function relationshipToRestore(
  table: Table,
  { liveRelationship }: SendingFacts,
  permissions: readonly string[],
  now: Instant,
): Promise<string | null> {
  if (liveRelationship === null) return null;
  const relationshipId = parseLiveRelationship(liveRelationship);
  const [state] = await table.getMany([keys.relationship(relationshipId)]);
  if (permissions.length > 0 && isRestorable(parseRelationship(state), now)) return relationshipId;
  throw new Refusal("relationship-exists", "This customer already has this relationship; amend it instead.", {
    relationshipId,
  });
}
