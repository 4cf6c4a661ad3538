import { BatchWriteItemCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Key } from "./keys.ts";
import type { RawItem, Table } from "./table.ts";

/** What is written and removed. */
interface Batch {
  readonly put?: readonly (RawItem & Key)[];
  readonly removed?: readonly Key[];
}

/**
 * Puts and removes items, each on its own and without a condition. One request up to 25 of them. A function, so that only what
 * needs it bundles it.
 */
export async function writeBatch(
  { connection: { client, name, pause } }: Pick<Table, "connection">,
  { put = [], removed = [] }: Batch,
): Promise<void> {
  const all: WriteRequest[] = [
    ...put.map((item) => ({ PutRequest: { Item: marshall(item) } })),
    ...removed.map((key) => ({ DeleteRequest: { Key: marshall(key) } })),
  ];
  const pages = Array.from({ length: Math.ceil(all.length / 25) }, (_, page) => all.slice(page * 25, page * 25 + 25));
  await Promise.all(
    pages.map(async (page) => {
      let left = page;
      for (let round = 0; left.length > 0; round++) {
        if (round > 0) await pause(20 * 2 ** Math.min(round, 6));
        const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: left } }));
        left = UnprocessedItems?.[name] ?? [];
      }
    }),
  );
}
