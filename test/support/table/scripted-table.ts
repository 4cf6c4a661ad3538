import { parseEvents } from "../../../shared/events/stored-events.ts";
import type { Key } from "../../../shared/table/keys.ts";
import { readerOf } from "../../../shared/table/plans.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import type { Write } from "../../../shared/table/writes.ts";

/**
 * A table's answers for a handler's test: reads find the items that the test gave, writes are noted and succeed
 * unless the test says otherwise. What is written cannot be read: conditions and transactions are tested on DynamoDB.
 */
export function scriptedTable(items: readonly RawItem[], answers: Partial<Table> = {}) {
  const transactions: (readonly Write[])[] = [];
  const puts: RawItem[] = [];
  const removed: Key[] = [];
  const table: Table = {
    // Where an item is given twice, the first counts.
    read: readerOf(async () => items.toReversed()),
    query: async () => ({ items: [], next: null }),
    count: async () => 0,
    transact: async (writes) => void transactions.push(writes),
    put: async (item) => {
      puts.push(item);
      return true;
    },
    increment: async () => null,
    set: async () => true,
    remove: async (key) => void removed.push(key),
    ...answers,
  };
  return { table, transactions, puts, removed };
}

/** The items that transactions put, in order; of an item of events its events. */
export const itemsOf = (transactions: readonly (readonly Write[])[]): RawItem[] =>
  transactions.flat().flatMap((write) => (write.kind === "put" ? asRead(write.item) : []));

/** An item as tests read it: of an item of events its events. */
const asRead = (item: RawItem): RawItem[] =>
  item["entity"] === "event" ? parseEvents(item).map((event) => ({ entity: "event", ...event })) : [item];
