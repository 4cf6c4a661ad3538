import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { keyOf, type Key } from "./keys.ts";
import type { RawItem, TableConnection } from "./table.ts";

/** One page of the whole table; `next` says where to go on, and is null at the end. */
export type Scan = (start: string | null) => Promise<{ readonly items: RawItem[]; readonly next: string | null }>;

/**
 * Reads the whole table page by page, strongly consistent: up to a megabyte, for at most 256 read units. Apart from the other
 * reads, because only one function does it.
 */
export const scanOf =
  ({ client, name }: Pick<TableConnection, "client" | "name">): Scan =>
  async (start) => {
    const ExclusiveStartKey = start === null ? undefined : marshall(JSON.parse(start) as Key);
    const answer = await client.send(new ScanCommand({ TableName: name, ConsistentRead: true, ExclusiveStartKey }));
    return {
      items: (answer.Items ?? []).map((item) => unmarshall(item)),
      next: answer.LastEvaluatedKey ? JSON.stringify(keyOf(unmarshall(answer.LastEvaluatedKey))) : null,
    };
  };
