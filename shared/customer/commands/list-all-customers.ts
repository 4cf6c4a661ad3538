import { domainPseudonym } from "../../crypto/pseudonyms.ts";
import { domainOf, normaliseAddress } from "../../kernel/address.ts";
import { isAttended, type Customer } from "../model.ts";
import { isId } from "../../kernel/ids.ts";
import { queryRefusal } from "../../kernel/refusal.ts";
import { nameKey } from "../rules/names.ts";
import {
  customersByName,
  customersById,
  customersOfDomain,
  thoseOfDomain,
  unattendedCustomers,
} from "../items/lists.ts";
import { pageOf, type Page, type Stretch } from "../../table/pages.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** Which customers the operator looks for. */
export interface CustomersSearch extends Stretch {
  /** The start of a name, a whole mail domain, or an id; null for all. */
  readonly q: string | null;
  readonly unattended: boolean;
}

type Needs = Pick<Dependencies, "table" | "masterKey">;

/**
 * The operator's list of customers. A search text with a dot is tried as a mail domain first, then as the start of a
 * name.
 */
export async function listAllCustomers(
  { table, masterKey }: Needs,
  { q, unattended, limit, cursor }: CustomersSearch,
): Promise<Page<Customer>> {
  if (q?.includes("@")) {
    throw queryRefusal(
      "q",
      "address-in-text",
      "An address must not appear in a URL. Use POST /v1/operator/addresses/lookup.",
    );
  }
  const page = { limit, cursor };
  if (q !== null && isId("customer", q)) {
    const items = (await customersById(table, [q])).filter((customer) => !unattended || !isAttended(customer));
    return { items: cursor === null ? items : [], next: null };
  }
  const domain = q === null ? null : await domainIn(q, masterKey);
  if (unattended) return listUnattended(table, { q, domain }, page);
  if (domain !== null && (await customersOfDomain(table, domain, { limit: 1, cursor: null })).items.length > 0) {
    const { items, next } = await customersOfDomain(table, domain, page);
    return { items: await customersById(table, items), next };
  }
  const found = await customersByName(table, q ?? "", page);
  if (found === null)
    throw queryRefusal(
      "cursor",
      "cursor-unknown",
      "The list has changed at this position. Start again without a cursor.",
    );
  return { items: await customersById(table, found.items), next: found.next };
}

/** Unattended customers are few, so they are filtered until the page is full. */
async function listUnattended(
  table: Needs["table"],
  { q, domain }: { readonly q: string | null; readonly domain: string | null },
  { limit, cursor }: Stretch,
): Promise<Page<Customer>> {
  const items: Customer[] = [];
  let next = cursor;
  do {
    const page: Page<string> = await unattendedCustomers(table, { limit: 100, cursor: next });
    const customers = await customersById(table, page.items);
    const ofDomain = domain === null ? [] : await thoseOfDomain(table, domain, page.items);
    items.push(...customers.filter(({ id, name }) => ofDomain.includes(id) || isNamed(name, q)));
    next = page.next;
  } while (items.length <= limit && next !== null);
  return pageOf(items, limit, ({ id }) => id);
}

const isNamed = (name: string, q: string | null): boolean => q === null || nameKey(name).startsWith(nameKey(q));

async function domainIn(q: string, masterKey: Needs["masterKey"]): Promise<string | null> {
  const address = normaliseAddress(`x@${q}`);
  return address === null ? null : domainPseudonym(domainOf(address), await masterKey());
}
