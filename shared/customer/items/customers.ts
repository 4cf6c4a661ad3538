import * as z from "zod/mini";
import type { Contact, PartnerCustomer } from "../model.ts";
import { instant } from "../../schema/primitives.ts";
import { customerKeys } from "./keys.ts";
import { place } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";
import type { Write } from "../../table/writes.ts";

/** What a partner knows of a customer, with the version its writes are held to. */
export type StoredCustomer = PartnerCustomer & { readonly version: number };

const customerSchema: z.ZodMiniType<StoredCustomer> = z.object({
  customerId: z.string(),
  partnerId: z.string(),
  version: z.number(),
  organization: z.nullable(z.string()),
  domain: z.string(),
  since: instant,
});

/** Reads what a partner knows of a customer. Throws if the item is not that. */
const parsePartnerCustomer = (item: unknown): StoredCustomer => customerSchema.parse(item);

/** What a partner knows of a customer. */
export const partnerCustomerPlace = (partnerId: string, customerId: string) =>
  place(customerKeys.ofPartner(partnerId, customerId), parsePartnerCustomer);

const contactSchema: z.ZodMiniType<Contact> = z.object({
  name: z.nullable(z.string()),
  email: z.string(),
  title: z.nullable(z.string()),
});

/** The write by which a partner knows a customer. What it calls the customer stays as it was said first. */
export function partnerCustomerWrite({ customerId, partnerId, ...known }: PartnerCustomer): Write {
  return {
    kind: "update",
    key: customerKeys.ofPartner(partnerId, customerId),
    set: {},
    setOnce: { entity: "partner-customer", schema: 1, customerId, partnerId, ...known },
  };
}

/** The write by which a partner knows a person of a customer; `address` is the pseudonym. */
export const contactWrite = (
  { customerId, partnerId }: Pick<PartnerCustomer, "customerId" | "partnerId">,
  address: string,
  contact: Contact,
): Write => ({
  kind: "put",
  item: { ...customerKeys.contact(customerId, partnerId, address), entity: "contact", schema: 1, ...contact },
});

/** The people a partner deals with at a customer. */
export async function readContacts(table: Table, customerId: string, partnerId: string): Promise<Contact[]> {
  const { PK, SK } = customerKeys.contact(customerId, partnerId, "");
  const { items } = await table.query({ partition: PK, sort: { beginsWith: SK } });
  return items.map((item) => contactSchema.parse(item));
}

/** One page of a partner's customers, in the order of their ids. `cursor` is the last id seen. */
export async function listCustomers(
  table: Table,
  { partnerId, limit, cursor }: { partnerId: string; limit: number; cursor: string | null },
): Promise<{ items: StoredCustomer[]; next: string | null }> {
  const { items } = await table.query({
    partition: customerKeys.ofPartner(partnerId, "").PK,
    ...(cursor !== null && { sort: { after: cursor } }),
    limit: limit + 1,
  });
  const page = items.slice(0, limit).map(parsePartnerCustomer);
  return { items: page, next: items.length > limit ? (page.at(-1)?.customerId ?? null) : null };
}
