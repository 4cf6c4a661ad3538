import type { Customer } from "../domain/customer.ts";
import type { Invitation } from "../domain/invitation.ts";
import { isId } from "../domain/ids.ts";
import type { Partner } from "../domain/partner.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Relationship } from "../domain/relationship.ts";
import { maySend } from "../domain/senders.ts";
import type { StoredEvent } from "../events/envelope.ts";
import { readHistory } from "../store/events.ts";
import { parseCustomer } from "../store/customer-items.ts";
import { parseInvitation } from "../store/invitation-items.ts";
import { keys } from "../store/keys.ts";
import { parsePartner } from "../store/partners.ts";
import { relationshipsOfCustomer } from "../store/relationships.ts";
import { parseSenders } from "../store/senders.ts";
import type { AddressMoment } from "./administrator-moment.ts";
import { ownRelationship, type OwnRelationship } from "./change-customers-relationship.ts";
import type { Dependencies } from "./dependencies.ts";

/** A relationship of a customer, and its partner as it is now. */
export interface CustomerRelationship {
  readonly relationship: Relationship;
  readonly partner: Partner;
}

/** The customers that an address speaks for, by name. One read request for each hundred of them. */
export async function readAdministeredCustomers(
  { table }: Pick<Dependencies, "table">,
  { address, customers }: { readonly address: string; readonly customers: readonly string[] },
): Promise<Customer[]> {
  const states = await table.getMany(customers.map(keys.customer));
  return states
    .filter((state) => state !== null)
    .map(parseCustomer)
    .filter(({ administrators }) => administrators.some(({ id }) => id === address))
    .toSorted((one, other) => one.name.localeCompare(other.name) || one.id.localeCompare(other.id));
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

/** One relationship of a customer that the address speaks for, with all that happened to it. Another one answers as unknown. */
export async function readCustomerRelationship(
  { table }: Pick<Dependencies, "table">,
  reader: Pick<AddressMoment, "address">,
  id: string,
): Promise<
  CustomerRelationship &
    Pick<OwnRelationship, "customer" | "administrator"> & {
      readonly maySend: boolean;
      readonly events: readonly StoredEvent[];
    }
> {
  const { relationship, customer, administrator } = await ownRelationship(table, reader, id);
  const { partnerId, customerId } = relationship;
  const [[profile, senders], events] = await Promise.all([
    table.getMany([keys.partner(partnerId), keys.senders(customerId)]),
    readHistory(table, id),
  ]);
  return {
    relationship,
    customer,
    administrator,
    partner: parsePartner(profile),
    maySend: maySend(parseSenders(senders, customerId), partnerId),
    events,
  };
}

/** An invitation that was accepted for a customer's relationship, for its receipt. */
export async function readCustomerInvitation(
  { table }: Pick<Dependencies, "table">,
  reader: Pick<AddressMoment, "address">,
  { relationshipId, invitationId }: { readonly relationshipId: string; readonly invitationId: string },
): Promise<Invitation> {
  await ownRelationship(table, reader, relationshipId);
  const [state] = isId("invitation", invitationId) ? await table.getMany([keys.invitation(invitationId)]) : [];
  const invitation = state ? parseInvitation(state) : null;
  if (invitation?.status !== "accepted" || invitation.relationshipId !== relationshipId) throw unknown();
  return invitation;
}

const unknown = (): Refusal => new Refusal("not-found", "There is no such relationship.");
