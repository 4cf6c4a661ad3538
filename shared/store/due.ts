import { table as names } from "../names.ts";
import { dueKeys, keyOf } from "./keys.ts";
import type { RawItem, Table } from "./table.ts";

/**
 * One page of what has come due in a shard, oldest first, not yet parsed: one item that cannot be read must not hold up
 * the others. The index lags behind the table, and so may what is read; the write decides. One Query and one BatchGetItem.
 */
export async function dueItems(
  table: Table,
  { shard, now, limit, start }: { shard: string; now: string; limit: number; start: RawItem | null },
): Promise<{ items: RawItem[]; next: RawItem | null }> {
  const { items: entries, next } = await table.query({
    index: names.dueIndex,
    partition: dueKeys.partition(shard),
    sort: { upTo: dueKeys.until(now) },
    limit,
    start: start ?? undefined,
  });
  const items = await table.getMany(entries.map(keyOf), { maybeStale: true });
  return { items: items.filter((item) => item !== null), next };
}
