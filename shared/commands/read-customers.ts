import type { Contact } from "../domain/customer.ts";
import { isId } from "../domain/ids.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Relationship } from "../domain/relationship.ts";
import { listCustomers, partnerCustomerPlace, readContacts, type StoredCustomer } from "../store/customers.ts";
import { liveRelationships } from "../store/relationships.ts";
import type { Dependencies } from "./dependencies.ts";

/** A customer with its live relationships to the partner that asks. */
export interface KnownCustomer {
  readonly customer: StoredCustomer;
  readonly relationships: readonly Relationship[];
}

/** A customer with its people too. */
export type WholeCustomer = KnownCustomer & { readonly contacts: readonly Contact[] };

/** One page of a partner's customers. Three read requests, whatever the page's size up to 50. */
export async function readCustomers(
  { table }: Pick<Dependencies, "table">,
  wanted: { readonly partnerId: string; readonly limit: number; readonly cursor: string | null },
): Promise<{ items: KnownCustomer[]; next: string | null }> {
  const { items, next } = await listCustomers(table, wanted);
  const relationships = await liveRelationships(
    table,
    wanted.partnerId,
    items.map(({ customerId }) => customerId),
  );
  return {
    items: items.map((customer) => ({ customer, relationships: relationships.get(customer.customerId) ?? [] })),
    next,
  };
}

/** One customer of a partner; refuses ids that are unknown, malformed or only another partner's alike (rule 7). */
export async function readCustomer(
  { table }: Pick<Dependencies, "table">,
  partnerId: string,
  customerId: string,
): Promise<WholeCustomer> {
  const customer = await table.read(isId("customer", customerId) ? partnerCustomerPlace(partnerId, customerId) : null);
  if (customer === null) throw new Refusal("not-found", "There is no such customer.");
  const [relationships, contacts] = await Promise.all([
    liveRelationships(table, partnerId, [customerId]),
    readContacts(table, customerId, partnerId),
  ]);
  return { customer, relationships: relationships.get(customerId) ?? [], contacts };
}
