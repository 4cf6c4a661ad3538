import { saysTheSame } from "../../kernel/equality.ts";
import { relationshipsOfCustomer } from "../../relationship/items/relationships.ts";
import { writeBatch } from "../../table/batch.ts";
import { put } from "../../table/writes.ts";
import type { Table } from "../../table/table.ts";
import { foundByOf, foundByPlace, noteFoundBy, partnerCustomerPlace } from "../items/customers.ts";
import { customerPlace } from "../items/item.ts";
import { customerKeys } from "../items/keys.ts";

const rounds = 5;

/**
 * Makes a partner find a customer by what it is called now. It compares what is there with what there should be, so it may run at
 * any time, and again. The list of entries is written last: a run that breaks off, or meets another, begins again.
 */
export async function keepSearch(table: Table, partnerId: string, customerId: string): Promise<void> {
  const entry = (term: string) => customerKeys.found(partnerId, term, customerId);
  const made = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const { known, found, account } = await table.read({
      known: partnerCustomerPlace(partnerId, customerId),
      found: foundByPlace(partnerId, customerId),
      account: customerPlace(customerId),
    });
    if (known === null || found === null || account === null) return;
    const wanted = foundByOf(known, account);
    const { terms } = wanted;
    const gone = [...new Set([...found.terms, ...made])].filter((term) => !terms.includes(term));
    if (gone.length === 0 && saysTheSame(wanted, found)) return;
    const fresh = terms.filter((term) => !found.terms.includes(term));
    await writeBatch(table, {
      put: fresh.map((term) => put(entry(term), "search-entry", {}).item),
      removed: gone.map(entry),
    });
    for (const term of fresh) made.add(term);
    if (await noteFoundBy(table, known, found, wanted)) return;
  }
  throw new Error("Other requests changed the customer at the same time.");
}

/** The same for every partner that has or had a relationship with a customer. */
export async function keepSearchOfAll(table: Table, customerId: string): Promise<void> {
  const relationships = await relationshipsOfCustomer(table, customerId, true);
  for (const partnerId of new Set(relationships.map((one) => one.partnerId)))
    await keepSearch(table, partnerId, customerId);
}
