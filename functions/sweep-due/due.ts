import type { Customer } from "../../shared/customer/model.ts";
import type { Invitation } from "../../shared/invitation/model.ts";
import { table as names } from "../../shared/names.ts";
import { parseCustomer } from "../../shared/customer/items/item.ts";
import { parseInvitation } from "../../shared/invitation/items/item.ts";
import { dueKeys, keyOf, type Key } from "../../shared/table/keys.ts";
import { lenient, place } from "../../shared/table/places.ts";
import { parseStoredRelationship } from "../../shared/relationship/items/item.ts";
import type { StoredRelationship } from "../../shared/relationship/model.ts";
import type { RawItem, Table } from "../../shared/table/table.ts";

/** An item that is due. */
export type DueItem =
  | { readonly id: string; readonly invitation: Invitation }
  | { readonly id: string; readonly relationship: StoredRelationship }
  | { readonly id: string; readonly customer: Customer };

function parseDueItem(item: RawItem): DueItem {
  const id = String(item["id"]);
  if (item["entity"] === "customer") return { id, customer: parseCustomer(item) };
  if (item["entity"] === "relationship") return { id, relationship: parseStoredRelationship(item) };
  return { id, invitation: parseInvitation(item) };
}

/**
 * One page of a shard's due items, oldest first. An item that cannot be read is reported to `unreadable` and does not delay
 * the others. The index and the reads are eventually consistent; the write checks. One Query and one BatchGetItem.
 */
export async function dueItems(
  table: Table,
  { shard, now, limit, start }: { shard: string; now: string; limit: number; start: RawItem | null },
  unreadable: (key: Key, error: unknown) => void,
): Promise<{ items: DueItem[]; next: RawItem | null }> {
  const { items: entries, next } = await table.query({
    index: names.dueIndex,
    partition: dueKeys.partition(shard),
    sort: { upTo: dueKeys.until(now) },
    limit,
    start: start ?? undefined,
  });
  const places = entries.map((entry) => lenient(place(keyOf(entry), parseDueItem), unreadable));
  const items = await table.read(places, { maybeStale: true });
  return { items: items.filter((item) => item !== null), next };
}
