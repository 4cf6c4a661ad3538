import * as z from "zod/mini";
import type { Instant } from "../../kernel/time.ts";
import { instant } from "../../schema/primitives.ts";
import { contact, partnerCustomer, type Contact, type PartnerCustomer } from "../model.ts";
import { customerKeys, customerLists } from "./keys.ts";
import { pageOf, type Page, type Stretch } from "../../table/pages.ts";
import { place } from "../../table/places.ts";
import type { RawItem, Table } from "../../table/table.ts";
import type { Write } from "../../table/writes.ts";

/** Each contact is an attribute of its own, by the pseudonym of its address, so that nothing has to be read before. */
const contactPrefix = "contact#";

/** A contact as stored: with when it was last learnt, which older ones lack. */
const storedContact = z.object({ ...contact.shape, at: z.optional(instant) });

/** The newest contact is the first. */
const parsePartnerCustomer = (item: RawItem): PartnerCustomer => {
  const names = Object.keys(item).filter((name) => name.startsWith(contactPrefix));
  const stored = names.sort().map((name) => storedContact.parse(item[name]));
  const contacts = stored.toSorted(({ at: one = "" }, { at: other = "" }) => (one < other ? 1 : one > other ? -1 : 0));
  return partnerCustomer.parse({ ...item, contacts });
};

/** What a partner knows of a customer. */
export const partnerCustomerPlace = (partnerId: string, customerId: string) =>
  place(customerKeys.ofPartner(partnerId, customerId), parsePartnerCustomer);

/** What an acceptance, or an amendment, tells a partner of a customer. */
export interface Learnt extends Omit<PartnerCustomer, "version" | "contacts"> {
  /** When it tells it. */
  readonly at: Instant;
  /** By the pseudonym of the address. */
  readonly contacts: Readonly<Record<string, Contact>>;
  /** Pseudonym of the founder's mail domain, for the operator's search; null for a customer that another partner knows. */
  readonly foundedBy: string | null;
}

/** The write by which a partner knows a customer. The partner's own name for it never changes. */
export function partnerCustomerWrite({ customerId, partnerId, contacts, foundedBy, at, ...known }: Learnt): Write {
  const named = Object.entries(contacts).map(([address, one]) => [`${contactPrefix}${address}`, { ...one, at }]);
  const index = foundedBy !== null && { GSI1PK: customerLists.ofDomain(foundedBy), GSI1SK: customerId };
  return {
    kind: "update",
    key: customerKeys.ofPartner(partnerId, customerId),
    set: Object.fromEntries(named) as Record<string, object>,
    add: { version: 1 },
    setOnce: { entity: "partner-customer", schema: 1, customerId, partnerId, ...known, ...index },
  };
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
