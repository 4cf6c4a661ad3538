import { byId, keysIn, nameOf, readerOf, type Plan } from "./plans.ts";
import { place } from "./places.ts";
import type { RawItem, Table } from "./table.ts";

/**
 * Reads what a plan names, in one request, and answers later reads of the same items from it. What was not named is read as
 * ever.
 */
export async function readAhead({ read }: Pick<Table, "read">, plan: Plan): Promise<Pick<Table, "read">> {
  const itemsAt = (keys: ReturnType<typeof keysIn>): Promise<ReadonlyMap<string, RawItem | null>> => {
    const byName = new Map(keys.map((key) => [nameOf(key), key]));
    return read(byId([...byName.keys()], (name) => place<RawItem>(byName.get(name)!, (item) => item)));
  };
  const ahead = await itemsAt(keysIn(plan));
  return {
    read: readerOf(async (wanted): Promise<readonly RawItem[]> => {
      const keys = keysIn(wanted);
      const more = await itemsAt(keys.filter((key) => !ahead.has(nameOf(key))));
      return keys.map((key) => ahead.get(nameOf(key)) ?? more.get(nameOf(key)) ?? null).filter((item) => item !== null);
    }),
  };
}
