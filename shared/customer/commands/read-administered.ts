import type { Customer } from "../model.ts";
import type { Invitation } from "../../invitation/model.ts";
import { isId } from "../../kernel/ids.ts";
import type { Partner } from "../../partner/model.ts";
import { notFound } from "../../kernel/refusal.ts";
import type { Relationship } from "../../relationship/model.ts";
import { maySend } from "../rules/senders.ts";
import type { StoredEvent } from "../../events/envelope.ts";
import { readHistory } from "../../events/stored-events.ts";
import { customerPlace } from "../items/item.ts";
import { invitationPlace } from "../../invitation/items/item.ts";
import { present } from "../../table/places.ts";
import { byId } from "../../table/plans.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import { relationshipsOfCustomer } from "../../relationship/items/relationships.ts";
import { sendersPlace } from "../items/senders.ts";
import type { AddressMoment } from "../items/administrator-moment.ts";
import { ownRelationship, type OwnRelationship } from "../../relationship/commands/change-customers-relationship.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** A relationship of a customer, with its partner. */
export interface CustomerRelationship {
  readonly relationship: Relationship;
  readonly partner: Partner;
}

/** The customers of an address, by name. One request per hundred. */
export async function readAdministeredCustomers(
  { table }: Pick<Dependencies, "table">,
  { address, customers }: { readonly address: string; readonly customers: readonly string[] },
): Promise<Customer[]> {
  const found = await table.read(customers.map(customerPlace));
  return found
    .filter((customer) => customer !== null)
    .filter(({ administrators }) => administrators.some(({ id }) => id === address))
    .toSorted((one, other) => one.name.localeCompare(other.name) || one.id.localeCompare(other.id));
}

/** Every relationship of a customer, live and ended. */
export async function readCustomerRelationships(
  { table }: Pick<Dependencies, "table">,
  customerId: string,
): Promise<CustomerRelationship[]> {
  const relationships = await relationshipsOfCustomer(table, customerId);
  const ids = relationships.map(({ partnerId }) => partnerId);
  const partners = await table.read(byId(ids, (id) => present(partnerPlace(id))));
  return relationships.map((relationship) => ({ relationship, partner: partners.get(relationship.partnerId)! }));
}

/** A relationship of one of the address's customers, with its history. Any other is reported as unknown. */
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
  const [{ partner, senders }, events] = await Promise.all([
    table.read({ partner: present(partnerPlace(partnerId)), senders: sendersPlace(customerId) }),
    readHistory(table, id),
  ]);
  return {
    relationship,
    customer,
    administrator,
    partner,
    maySend: maySend(senders, partnerId),
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
  const { invitation } = await table.read({
    invitation: isId("invitation", invitationId) ? invitationPlace(invitationId) : null,
  });
  if (invitation?.status !== "accepted" || invitation.relationshipId !== relationshipId) throw notFound("relationship");
  return invitation;
}
