import { BatchGetItemCommand, GetItemCommand, QueryCommand, type AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Key } from "./keys.ts";
import { isPlace, keysIn, readerOf } from "./places.ts";
import type { RawItem, TableConnection } from "./table.ts";

/** One Query of one partition, of the table or an index. */
export interface QueryInput {
  readonly index?: { readonly name: string; readonly partitionKey: string; readonly sortKey: string };
  readonly partition: string;
  readonly sort?:
    | { readonly beginsWith: string }
    | { readonly before: string }
    | { readonly upTo: string }
    | { readonly after: string }
    /** Both ends are in it. */
    | { readonly between: readonly [string, string] };
  readonly newestFirst?: boolean;
  readonly limit?: number;
  readonly start?: RawItem | undefined;
}

const primary = { partitionKey: "PK", sortKey: "SK" };

/** Every way in which the table is read. */
export function readsOf({ client, name, pause }: TableConnection) {
  /**
   * Reads what a plan names and answers in its shape. One GetItem for a bare place, else one BatchGetItem up to 100
   * different keys; nothing for an empty plan.
   */
  const read = readerOf(async (plan, { maybeStale = false }) => {
    const items = isPlace(plan) ? [await get(plan.key, maybeStale)] : await getMany(keysIn(plan), { maybeStale });
    return items.filter((item) => item !== null);
  });

  /** Strongly consistent. */
  async function get(key: Key, maybeStale = false): Promise<RawItem | null> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: name, Key: marshall(key), ConsistentRead: !maybeStale }),
    );
    return Item === undefined ? null : unmarshall(Item);
  }

  /**
   * In the order of the keys, null where there is nothing. One request up to 100 different keys. Strongly consistent,
   * unless `maybeStale`: that costs half, and is for what a later write is held to.
   */
  async function getMany(
    wanted: readonly Key[],
    { maybeStale = false }: { readonly maybeStale?: boolean } = {},
  ): Promise<(RawItem | null)[]> {
    const found = new Map<string, RawItem>();
    // A BatchGetItem in which a key comes twice is refused as a whole.
    const different = [...new Map(wanted.map((key) => [`${key.PK}\n${key.SK}`, key])).values()];
    const pages = Array.from({ length: Math.ceil(different.length / 100) }, (_, page) =>
      different.slice(page * 100, page * 100 + 100),
    );
    await Promise.all(
      pages.map(async (page) => {
        let left: Record<string, AttributeValue>[] = page.map((key) => marshall(key));
        for (let round = 0; left.length > 0; round++) {
          if (round > 0) await pause(20 * 2 ** Math.min(round, 6));
          const answer = await client.send(
            new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: !maybeStale } } }),
          );
          for (const item of answer.Responses?.[name] ?? []) {
            const raw = unmarshall(item);
            found.set(`${raw["PK"]}\n${raw["SK"]}`, raw);
          }
          left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
        }
      }),
    );
    return wanted.map(({ PK, SK }) => found.get(`${PK}\n${SK}`) ?? null);
  }

  /** One request. `next` is where to go on; null at the end. */
  async function query(input: QueryInput): Promise<{ items: RawItem[]; next: RawItem | null }> {
    const { partitionKey, sortKey } = input.index ?? primary;
    const [sort, sortValues] = sortCondition(input.sort);
    const answer = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: input.index?.name,
        ConsistentRead: input.index === undefined,
        KeyConditionExpression: `#p = :p${sort}`,
        ExpressionAttributeNames: { "#p": partitionKey, ...(sort && { "#s": sortKey }) },
        ExpressionAttributeValues: marshall({ ":p": input.partition, ...sortValues }),
        ScanIndexForward: input.newestFirst !== true,
        Limit: input.limit,
        ExclusiveStartKey: input.start && marshall(input.start),
      }),
    );
    return {
      items: (answer.Items ?? []).map((item) => unmarshall(item)),
      next: answer.LastEvaluatedKey ? unmarshall(answer.LastEvaluatedKey) : null,
    };
  }

  /** How many items a partition has, strongly consistent. One request per megabyte of them. */
  async function count(partition: string): Promise<number> {
    let counted = 0;
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          Select: "COUNT",
          KeyConditionExpression: "PK = :p",
          ExpressionAttributeValues: marshall({ ":p": partition }),
          ExclusiveStartKey,
        }),
      );
      counted += answer.Count ?? 0;
      ExclusiveStartKey = answer.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return counted;
  }

  return { read, get, getMany, query, count };
}

function sortCondition(sort: QueryInput["sort"]): [condition: string, values: Readonly<Record<string, string>>] {
  if (sort === undefined) return ["", {}];
  if ("beginsWith" in sort) return [" AND begins_with(#s, :s)", { ":s": sort.beginsWith }];
  if ("before" in sort) return [" AND #s < :s", { ":s": sort.before }];
  if ("after" in sort) return [" AND #s > :s", { ":s": sort.after }];
  if ("upTo" in sort) return [" AND #s <= :s", { ":s": sort.upTo }];
  return [" AND #s BETWEEN :s AND :t", { ":s": sort.between[0], ":t": sort.between[1] }];
}
