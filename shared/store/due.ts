import { table as names } from "../names.ts";
import { dueKeys } from "./keys.ts";
import type { RawItem, Table } from "./table.ts";

/**
 * One page of what has come due in a shard, oldest first, not yet parsed: one item that cannot be read must not hold up
 * the others. The index lags behind the table; the write decides.
 */
export const dueItems = (
  table: Table,
  { shard, now, limit, start }: { shard: string; now: string; limit: number; start: RawItem | null },
): Promise<{ items: RawItem[]; next: RawItem | null }> =>
  table.query({
    index: names.dueIndex,
    partition: dueKeys.partition(shard),
    sort: { upTo: dueKeys.until(now) },
    limit,
    start: start ?? undefined,
  });
