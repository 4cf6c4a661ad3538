import type { FaultCode } from "../../kernel/fault-code.ts";
import { domainPseudonym } from "../../crypto/pseudonyms.ts";
import { domainOf, normaliseAddress } from "../../kernel/address.ts";
import { isAttended, type Customer } from "../model.ts";
import { isId } from "../../kernel/ids.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { nameKey } from "../items/item.ts";
import {
  customersByName,
  customersById,
  customersOfDomain,
  thoseOfDomain,
  unattendedCustomers,
  type CustomersPage,
} from "../items/lists.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** Which customers the operator looks for. */
export interface CustomersSearch extends CustomersPage {
  /** A beginning of the name, a whole mail domain, or an id; null for all. */
  readonly q: string | null;
  /** Only those that nobody can speak for. */
  readonly unattended: boolean;
}

/** A page of a list; `next` is the id of the last one, null at the end. */
interface Listed {
  readonly items: readonly Customer[];
  readonly next: string | null;
}

type Needs = Pick<Dependencies, "table" | "masterKey">;

/**
 * The operator's list of customers, by name or as it is searched. A word with a dot in it is taken for a mail domain first,
 * and for the beginning of a name where no customer has that domain. Refuses an address, which must not stand in a URL.
 */
export async function listCustomers(
  { table, masterKey }: Needs,
  { q, unattended, limit, cursor }: CustomersSearch,
): Promise<Listed> {
  if (q?.includes("@")) {
    throw searchRefusal(
      "q",
      "address-in-text",
      "An address must not stand in a URL. Look it up by POST /v1/operator/addresses/lookup.",
    );
  }
  const page = { limit, cursor };
  if (q !== null && isId("customer", q)) {
    const items = (await customersById(table, [q])).filter((customer) => !unattended || !isAttended(customer));
    return { items: cursor === null ? items : [], next: null };
  }
  const domain = q === null ? null : await domainIn(q, masterKey);
  if (unattended) return listUnattended(table, { q, domain }, page);
  if (domain !== null && (await customersOfDomain(table, domain, { limit: 1, cursor: null })).ids.length > 0) {
    const { ids, isLast } = await customersOfDomain(table, domain, page);
    return { items: await customersById(table, ids), next: isLast ? null : (ids.at(-1) ?? null) };
  }
  const found = await customersByName(table, q ?? "", page);
  if (found === null)
    throw searchRefusal(
      "cursor",
      "cursor-unknown",
      "The list has changed at this place. Begin again without a cursor.",
    );
  const { ids, isLast } = found;
  return { items: await customersById(table, ids), next: isLast ? null : (ids.at(-1) ?? null) };
}

/** Unattended customers are few: a page is filled by reading on until it is full. */
async function listUnattended(
  table: Needs["table"],
  { q, domain }: { readonly q: string | null; readonly domain: string | null },
  { limit, cursor }: CustomersPage,
): Promise<Listed> {
  const items: Customer[] = [];
  let [next, isLast] = [cursor, false];
  while (items.length <= limit && !isLast) {
    const page = await unattendedCustomers(table, { limit: 100, cursor: next });
    const customers = await customersById(table, page.ids);
    const ofDomain = domain === null ? [] : await thoseOfDomain(table, domain, page.ids);
    items.push(...customers.filter(({ id, name }) => ofDomain.includes(id) || isNamed(name, q)));
    [next, isLast] = [page.ids.at(-1) ?? null, page.isLast];
  }
  const shown = items.slice(0, limit);
  return { items: shown, next: items.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

const isNamed = (name: string, q: string | null): boolean => q === null || nameKey(name).startsWith(nameKey(q));

/** The pseudonym of what can be a mail domain; null for everything else. */
async function domainIn(q: string, masterKey: Needs["masterKey"]): Promise<string | null> {
  const address = normaliseAddress(`x@${q}`);
  return address === null ? null : domainPseudonym(domainOf(address), await masterKey());
}

const searchRefusal = (parameter: "q" | "cursor", code: FaultCode, message: string): Refusal =>
  new Refusal("validation", message, { faults: [{ pointer: `/query/${parameter}`, code, message }] });
