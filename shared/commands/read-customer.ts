import type { Invitation } from "../domain/invitation.ts";
import { isId } from "../domain/ids.ts";
import type { Partner } from "../domain/partner.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Relationship } from "../domain/relationship.ts";
import { maySend } from "../domain/senders.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { readHistory } from "../store/events.ts";
import { parseInvitation } from "../store/invitation-items.ts";
import { keys } from "../store/keys.ts";
import { parsePartner } from "../store/partners.ts";
import { parseRelationship } from "../store/relationship-items.ts";
import { relationshipsOfCustomer } from "../store/relationships.ts";
import { parseSenders } from "../store/senders.ts";
import type { Table } from "../store/table.ts";
import type { Dependencies } from "./dependencies.ts";

/** A relationship of a customer, and its partner as it is now. */
export interface CustomerRelationship {
  readonly relationship: Relationship;
  readonly partner: Partner;
}

/** Every relationship of a customer, live and ended (product table, row 40). */
export async function readCustomerRelationships(
  { table }: Pick<Dependencies, "table">,
  customerId: string,
): Promise<CustomerRelationship[]> {
  const relationships = await relationshipsOfCustomer(table, customerId);
  const profiles = await table.getMany(relationships.map(({ partnerId }) => keys.partner(partnerId)));
  return relationships.map((relationship, at) => ({ relationship, partner: parsePartner(profiles[at]) }));
}

/** One relationship of a customer with all that happened to it. Another customer's answers as an unknown one. */
export async function readCustomerRelationship(
  { table }: Pick<Dependencies, "table">,
  customerId: string,
  id: string,
): Promise<CustomerRelationship & { readonly maySend: boolean; readonly events: readonly StoredEvent[] }> {
  const relationship = await ownRelationship(table, customerId, id);
  const { partnerId } = relationship;
  const [[profile, senders], events] = await Promise.all([
    table.getMany([keys.partner(partnerId), keys.senders(customerId)]),
    readHistory(table, id),
  ]);
  return {
    relationship,
    partner: parsePartner(profile),
    maySend: maySend(parseSenders(senders, customerId), partnerId),
    events,
  };
}

/** An invitation that was accepted for a customer's relationship, for its receipt. */
export async function readCustomerInvitation(
  { table }: Pick<Dependencies, "table">,
  customerId: string,
  { relationshipId, invitationId }: { readonly relationshipId: string; readonly invitationId: string },
): Promise<Invitation> {
  await ownRelationship(table, customerId, relationshipId);
  const [state] = isId("invitation", invitationId) ? await table.getMany([keys.invitation(invitationId)]) : [];
  const invitation = state ? parseInvitation(state) : null;
  if (invitation?.status !== "accepted" || invitation.relationshipId !== relationshipId) throw unknown();
  return invitation;
}

async function ownRelationship(table: Table, customerId: string, id: string): Promise<Relationship> {
  const [state] = isId("relationship", id) ? await table.getMany([keys.relationship(id)]) : [];
  const relationship = state ? parseRelationship(state) : null;
  if (relationship?.customerId !== customerId) throw unknown();
  return relationship;
}

const unknown = (): Refusal => new Refusal("not-found", "There is no such relationship.");
