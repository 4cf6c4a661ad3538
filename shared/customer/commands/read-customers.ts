import type { PartnerCustomer } from "../model.ts";
import { isId } from "../../kernel/ids.ts";
import { notFound } from "../../kernel/refusal.ts";
import { partnerStandingPlace } from "../../partner/items/partners.ts";
import { present } from "../../table/places.ts";
import { listCustomers, partnerCustomerPlace } from "../items/customers.ts";
import { connectedCustomers, type ConnectedCustomer } from "../../relationship/items/relationships.ts";
import type { Page, Stretch } from "../../table/pages.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** A customer with its live relationships to a partner, and what that partner knows of it. */
export interface KnownCustomer extends ConnectedCustomer {
  readonly customer: PartnerCustomer;
}

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

/**
 * One customer of a partner, and whether the partner is frozen; refuses ids that are unknown, malformed or only another partner's
 * alike.
 */
export async function readCustomer(
  { table }: Pick<Dependencies, "table">,
  partnerId: string,
  customerId: string,
): Promise<KnownCustomer & { readonly frozen: boolean }> {
  const found = await table.read(
    isId("customer", customerId)
      ? { customer: partnerCustomerPlace(partnerId, customerId), standing: present(partnerStandingPlace(partnerId)) }
      : null,
  );
  if (found === null || found.customer === null) throw notFound("customer");
  const connected = await connectedCustomers(table, partnerId, [customerId]);
  return { customer: found.customer, frozen: found.standing.frozen, ...connected.get(customerId)! };
}
