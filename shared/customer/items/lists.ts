import { isId } from "../../kernel/ids.ts";
import { table as names } from "../../names.ts";
import { customerItem, customerPlace, isOfDomainPlace } from "./item.ts";
import type { Customer } from "../model.ts";
import { nameKey } from "../rules/names.ts";
import { customerKeys, customerLists } from "./keys.ts";
import { idsPage, type Page, type Stretch } from "../../table/pages.ts";
import { byId } from "../../table/plans.ts";
import type { Table } from "../../table/table.ts";

/** Ids of customers whose name starts with a text. Null if the cursor's customer has been renamed since. */
export async function customersByName(
  table: Table,
  name: string,
  { limit, cursor }: Stretch,
): Promise<Page<string> | null> {
  const prefix = nameKey(name);
  // The cursor is an id: a name can be a person's address, which must not appear in URLs and logs.
  const last = await table.read(cursor === null ? null : customerPlace(cursor));
  const after = last && customerItem(last).GSI1SK;
  if (cursor !== null && after?.startsWith(prefix) !== true) return null;
  const { items } = await table.query({
    index: names.listIndex,
    partition: customerLists.all,
    ...sortOf(prefix, after),
    // One more shows whether there is a next page, and the last one seen may be included again.
    limit: limit + 2,
  });
  const sorted = items.map(({ GSI1SK }) => String(GSI1SK)).filter((key) => key !== after);
  return idsPage(
    sorted.map((key) => key.slice(key.lastIndexOf("#") + 1)),
    limit,
  );
}

function sortOf(prefix: string, after: string | null) {
  if (prefix === "") return after === null ? {} : { sort: { after } };
  return { sort: after === null ? { beginsWith: prefix } : { between: [after, `${prefix}\u{10FFFF}`] as const } };
}

/** Ids of customers whose founder's mail domain has that pseudonym. One query. */
export const customersOfDomain = (table: Table, domain: string, page: Stretch): Promise<Page<string>> =>
  inPartition(table, customerLists.ofDomain(domain), page, names.listIndex);

/** Ids of the customers without administrators. One query. */
export const unattendedCustomers = (table: Table, page: Stretch): Promise<Page<string>> =>
  inPartition(table, customerKeys.unattended("").PK, page);

async function inPartition(
  table: Table,
  partition: string,
  { limit, cursor }: Stretch,
  index?: typeof names.listIndex,
): Promise<Page<string>> {
  const { items } = await table.query({
    ...(index && { index }),
    partition,
    ...(cursor !== null && { sort: { after: cursor } }),
    limit: limit + 1,
  });
  return idsPage(
    items.map((item) => String(item[index?.sortKey ?? "SK"])),
    limit,
  );
}

/** Customers by id, as they are now, without those that are not there. One read per hundred. */
export const customersById = async (table: Table, ids: readonly string[]): Promise<Customer[]> =>
  (await table.read(ids.filter((id) => isId("customer", id)).map(customerPlace))).filter((one) => one !== null);

/** Which of these customers have a founder of that mail domain, by its pseudonym. One read per hundred. */
export async function thoseOfDomain(table: Table, domain: string, ids: readonly string[]): Promise<string[]> {
  const isOfDomain = await table.read(byId(ids, (id) => isOfDomainPlace(id, domain)));
  return ids.filter((id) => isOfDomain.get(id));
}
