import type { Customer } from "../../shared/customer/model.ts";
import type { Delivery } from "../../shared/delivery/model.ts";
import type { Invitation } from "../../shared/invitation/model.ts";
import { table as names } from "../../shared/names.ts";
import { parseCustomer } from "../../shared/customer/items/item.ts";
import { parseDelivery, parseInvitation } from "../../shared/invitation/items/item.ts";
import { aggregateOf, duePartition, keyOf, type Key } from "../../shared/table/keys.ts";
import { lenient, place } from "../../shared/table/places.ts";
import { parseStoredRelationship } from "../../shared/relationship/items/item.ts";
import type { StoredRelationship } from "../../shared/relationship/model.ts";
import type { RawItem, Table } from "../../shared/table/table.ts";

/** An item that is due. */
export type DueItem =
  | { readonly id: string; readonly invitation: Invitation; readonly delivery: Delivery | null }
  | { readonly id: string; readonly relationship: StoredRelationship }
  | { readonly id: string; readonly customer: Customer };

function parseDueItem(item: RawItem): DueItem {
  if (item["entity"] === "relationship") {
    const relationship = parseStoredRelationship(item);
    // It lies in the partition of its customer, who can be due too.
    return { id: relationship.id, relationship };
  }
  const id = aggregateOf(keyOf(item).PK);
  if (item["entity"] === "customer") return { id, customer: parseCustomer(item) };
  return { id, invitation: parseInvitation(item), delivery: parseDelivery(item) };
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
    partition: duePartition(shard),
    sort: { upTo: now },
    limit,
    start: start ?? undefined,
  });
  const places = entries.map((entry) => lenient(place(keyOf(entry), parseDueItem), unreadable));
  const items = await table.read(places, { maybeStale: true });
  return { items: items.filter((item) => item !== null), next };
}
