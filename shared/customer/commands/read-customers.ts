import type { Contact, PartnerCustomer } from "../model.ts";
import { isId } from "../../kernel/ids.ts";
import { notFound } from "../../kernel/refusal.ts";
import { listCustomers, partnerCustomerPlace, readContacts } from "../items/customers.ts";
import { connectedCustomers, type ConnectedCustomer } from "../../relationship/items/relationships.ts";
import type { Page, Stretch } from "../../table/pages.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** A customer with its live relationships to a partner, and what that partner knows of it. */
export interface KnownCustomer extends ConnectedCustomer {
  readonly customer: PartnerCustomer;
}

/** A customer with its people too. */
export type WholeCustomer = KnownCustomer & { readonly contacts: readonly Contact[] };

/** One page of a partner's customers, in two requests. */
export async function readCustomers(
  { table }: Pick<Dependencies, "table">,
  wanted: Stretch & { readonly partnerId: string },
): Promise<Page<KnownCustomer>> {
  const { items, next } = await listCustomers(table, wanted);
  const connected = await connectedCustomers(
    table,
    wanted.partnerId,
    items.map(({ customerId }) => customerId),
  );
  return {
    items: items.map((customer) => ({ customer, ...connected.get(customer.customerId)! })),
    next,
  };
}

/** One customer of a partner; refuses ids that are unknown, malformed or only another partner's alike. */
export async function readCustomer(
  { table }: Pick<Dependencies, "table">,
  partnerId: string,
  customerId: string,
): Promise<WholeCustomer> {
  const customer = await table.read(isId("customer", customerId) ? partnerCustomerPlace(partnerId, customerId) : null);
  if (customer === null) throw notFound("customer");
  const [connected, contacts] = await Promise.all([
    connectedCustomers(table, partnerId, [customerId]),
    readContacts(table, customerId, partnerId),
  ]);
  return { customer, ...connected.get(customerId)!, contacts };
}
