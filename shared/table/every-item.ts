import type { RawItem, Table } from "./table.ts";

/** Everything in a partition whose sort key begins so, in the order of the keys. One request per megabyte. */
export async function everyItem(
  table: Table,
  { PK, prefix }: { readonly PK: string; readonly prefix: string },
): Promise<RawItem[]> {
  const items: RawItem[] = [];
  let start: RawItem | undefined;
  do {
    const page = await table.query({ partition: PK, sort: { beginsWith: prefix }, start });
    items.push(...page.items);
    start = page.next ?? undefined;
  } while (start !== undefined);
  return items;
}
