import { BatchGetItemCommand, GetItemCommand, QueryCommand, type AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Key } from "./keys.ts";
import { isPlace, keysIn, readerOf } from "./plans.ts";
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
  const read = readerOf(async (plan, { maybeStale = false }) =>
    isPlace(plan) ? getOne(plan.key, !maybeStale) : getMany(keysIn(plan), !maybeStale),
  );

  async function getOne(key: Key, ConsistentRead: boolean): Promise<RawItem[]> {
    const { Item } = await client.send(new GetItemCommand({ TableName: name, Key: marshall(key), ConsistentRead }));
    return Item === undefined ? [] : [unmarshall(Item)];
  }

  /** One request up to 100 keys, each of which is there once: a BatchGetItem in which one comes twice is refused as a whole. */
  async function getMany(wanted: readonly Key[], ConsistentRead: boolean): Promise<RawItem[]> {
    const found: RawItem[] = [];
    const pages = Array.from({ length: Math.ceil(wanted.length / 100) }, (_, page) =>
      wanted.slice(page * 100, page * 100 + 100),
    );
    await Promise.all(
      pages.map(async (page) => {
        let left: Record<string, AttributeValue>[] = page.map((key) => marshall(key));
        for (let round = 0; left.length > 0; round++) {
          if (round > 0) await pause(20 * 2 ** Math.min(round, 6));
          const answer = await client.send(
            new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead } } }),
          );
          found.push(...(answer.Responses?.[name] ?? []).map((item) => unmarshall(item)));
          left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
        }
      }),
    );
    return found;
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

  return { read, query, count };
}

function sortCondition(sort: QueryInput["sort"]): [condition: string, values: Readonly<Record<string, string>>] {
  if (sort === undefined) return ["", {}];
  if ("beginsWith" in sort) return [" AND begins_with(#s, :s)", { ":s": sort.beginsWith }];
  if ("before" in sort) return [" AND #s < :s", { ":s": sort.before }];
  if ("after" in sort) return [" AND #s > :s", { ":s": sort.after }];
  if ("upTo" in sort) return [" AND #s <= :s", { ":s": sort.upTo }];
  return [" AND #s BETWEEN :s AND :t", { ":s": sort.between[0], ":t": sort.between[1] }];
}
