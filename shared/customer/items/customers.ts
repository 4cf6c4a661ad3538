import { contact, partnerCustomer, type Contact, type PartnerCustomer } from "../model.ts";
import { customerKeys } from "./keys.ts";
import { pageOf, type Page, type Stretch } from "../../table/pages.ts";
import { place } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";
import { put, type Write } from "../../table/writes.ts";

const parsePartnerCustomer = (item: unknown): PartnerCustomer => partnerCustomer.parse(item);

/** What a partner knows of a customer. */
export const partnerCustomerPlace = (partnerId: string, customerId: string) =>
  place(customerKeys.ofPartner(partnerId, customerId), parsePartnerCustomer);

/** The write by which a partner knows a customer. The partner's own name for it never changes. */
export function partnerCustomerWrite({ customerId, partnerId, ...known }: Omit<PartnerCustomer, "version">): Write {
  return {
    kind: "update",
    key: customerKeys.ofPartner(partnerId, customerId),
    set: {},
    add: { version: 1 },
    setOnce: { entity: "partner-customer", schema: 1, customerId, partnerId, ...known },
  };
}

/** The write of a contact; `address` is a pseudonym. */
export const contactWrite = (
  { customerId, partnerId }: Pick<PartnerCustomer, "customerId" | "partnerId">,
  address: string,
  known: Contact,
): Write => put(customerKeys.contact(customerId, partnerId, address), "contact", known);

/** The people a partner deals with at a customer. */
export async function readContacts(table: Table, customerId: string, partnerId: string): Promise<Contact[]> {
  const { PK, SK } = customerKeys.contact(customerId, partnerId, "");
  const { items } = await table.query({ partition: PK, sort: { beginsWith: SK } });
  return items.map((item) => contact.parse(item));
}

/** One page of a partner's customers, in the order of their ids. `cursor` is the last id seen. */
export async function listCustomers(
  table: Table,
  { partnerId, limit, cursor }: Stretch & { readonly partnerId: string },
): Promise<Page<PartnerCustomer>> {
  const { items } = await table.query({
    partition: customerKeys.ofPartner(partnerId, "").PK,
    ...(cursor !== null && { sort: { after: cursor } }),
    limit: limit + 1,
  });
  return pageOf(items.map(parsePartnerCustomer), limit, ({ customerId }) => customerId);
}
