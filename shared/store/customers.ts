import * as z from "zod/mini";
import type { Contact, PartnerCustomer } from "../domain/customer.ts";
import { instant } from "../schema/primitives.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";
import type { Write } from "./writes.ts";

/** What a partner knows of a customer, with the version its writes are held to. */
export type StoredCustomer = PartnerCustomer & { readonly version: number };

const customerSchema: z.ZodMiniType<StoredCustomer> = z.object({
  customerId: z.string(),
  partnerId: z.string(),
  version: z.number(),
  organization: z.nullable(z.string()),
  domain: z.nullable(z.string()),
  since: instant,
});

/** Reads a stored customer; throws on an item that is none. */
export const parseCustomer = (item: unknown): StoredCustomer => customerSchema.parse(item);

const contactSchema: z.ZodMiniType<Contact> = z.object({
  name: z.nullable(z.string()),
  email: z.string(),
  title: z.nullable(z.string()),
});

/**
 * The writes of a customer that a partner has come to know, and of the person who accepted:
 * as contact of this partner, and as administrator of the customer, in the language that is known. Nothing is read before; writing it again says the same.
 */
export function knownCustomerWrites(
  customer: PartnerCustomer,
  contact: Contact,
  { pseudonym, locale }: { readonly pseudonym: string; readonly locale: string | null },
): Write[] {
  const { customerId, partnerId, organization, domain, since } = customer;
  return [
    {
      kind: "update",
      key: keys.partnerCustomer(partnerId, customerId),
      set: { organization: organization ?? undefined },
      setOnce: {
        entity: "customer",
        schema: 1,
        customerId,
        partnerId,
        domain,
        since,
        ...(organization === null && { organization }),
      },
    },
    {
      kind: "put",
      item: { ...keys.contact(customerId, partnerId, pseudonym), entity: "contact", schema: 1, ...contact },
    },
    {
      kind: "update",
      key: keys.administrator(customerId, pseudonym),
      set: { email: contact.email, locale: locale ?? undefined },
      setOnce: { entity: "administrator", schema: 1, since },
    },
  ];
}

/** The people a partner deals with at a customer. */
export async function readContacts(table: Table, customerId: string, partnerId: string): Promise<Contact[]> {
  const { PK, SK } = keys.contact(customerId, partnerId, "");
  const { items } = await table.query({ partition: PK, sort: { beginsWith: SK } });
  return items.map((item) => contactSchema.parse(item));
}

/** One page of a partner's customers, in the order of their ids. `cursor` is the last id seen. */
export async function listCustomers(
  table: Table,
  { partnerId, limit, cursor }: { partnerId: string; limit: number; cursor: string | null },
): Promise<{ items: StoredCustomer[]; next: string | null }> {
  const { items } = await table.query({
    partition: keys.partnerCustomer(partnerId, "").PK,
    ...(cursor !== null && { sort: { after: cursor } }),
    limit: limit + 1,
  });
  const page = items.slice(0, limit).map(parseCustomer);
  return { items: page, next: items.length > limit ? (page.at(-1)?.customerId ?? null) : null };
}
