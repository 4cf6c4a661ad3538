import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  DeleteItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { toTransactItem, type Condition, type Write } from "./writes.ts";
import type { Key } from "./keys.ts";
import { Superseded } from "./superseded.ts";

/** A stored item before it is parsed. */
export type RawItem = Record<string, unknown>;

/** One Query of one partition, of the table or an index. */
export interface QueryInput {
  readonly index?: { readonly name: string; readonly partitionKey: string; readonly sortKey: string };
  readonly partition: string;
  readonly sort?:
    | { readonly beginsWith: string }
    | { readonly before: string }
    | { readonly upTo: string }
    | { readonly after: string };
  readonly newestFirst?: boolean;
  readonly limit?: number;
  readonly start?: RawItem | undefined;
}

/** The one table: what Rapport does with it, in plain objects. */
export type Table = ReturnType<typeof openTable>;

const primary = { partitionKey: "PK", sortKey: "SK" };
const conflictTries = 6;

/** Opens the table. `pause` waits between the tries of a transaction that met another one, in milliseconds. */
export function openTable({
  client,
  name,
  pause,
}: {
  readonly client: Pick<DynamoDBClient, "send">;
  readonly name: string;
  readonly pause: (ms: number) => Promise<void>;
}) {
  /** Strongly consistent. */
  async function get(key: Key): Promise<RawItem | null> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: name, Key: marshall(key), ConsistentRead: true }),
    );
    return Item === undefined ? null : unmarshall(Item);
  }

  /** Strongly consistent, in the order of the keys, null where there is nothing. One request up to 100 different keys. */
  async function getMany(wanted: readonly Key[]): Promise<(RawItem | null)[]> {
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
            new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: true } } }),
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
    const [sort, sortValue] = sortCondition(input.sort);
    const answer = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: input.index?.name,
        ConsistentRead: input.index === undefined,
        KeyConditionExpression: `#p = :p${sort}`,
        ExpressionAttributeNames: { "#p": partitionKey, ...(sort && { "#s": sortKey }) },
        ExpressionAttributeValues: marshall({ ":p": input.partition, ...(sort && { ":s": sortValue }) }),
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

  /**
   * All or nothing. A condition that does not hold is a `Superseded`: what was decided on has changed meanwhile.
   * A conflict with another transaction is tried again.
   */
  async function transact(writes: readonly Write[]): Promise<void> {
    const TransactItems = writes.map((write) => toTransactItem(write, name));
    for (let round = 1; ; round++) {
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems }));
        return;
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const reasons = error.CancellationReasons ?? [];
        if (reasons.some(({ Code }) => Code === "ConditionalCheckFailed")) throw new Superseded();
        const passing = reasons.every(
          ({ Code }) => Code === "None" || Code === "TransactionConflict" || Code === "ThrottlingError",
        );
        if (!passing || round === conflictTries) throw error;
        await pause(10 * 2 ** round);
      }
    }
  }

  /** One conditional write; false when the condition does not hold. */
  async function put(item: RawItem & Key, condition?: Condition): Promise<boolean> {
    return held(
      client.send(
        new PutItemCommand({
          TableName: name,
          Item: marshall(item, { removeUndefinedValues: true }),
          ...expression(condition),
        }),
      ),
    );
  }

  /** Adds one to a number where the condition holds, and answers the item after; null where it does not. */
  async function increment(key: Key, attribute: string, condition: Condition): Promise<RawItem | null> {
    const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = expression(condition);
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: marshall(key),
          UpdateExpression: "ADD #add :one",
          ConditionExpression,
          ExpressionAttributeNames: { ...ExpressionAttributeNames, "#add": attribute },
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ":one": { N: "1" } },
          ReturnValues: "ALL_NEW",
        }),
      );
      return unmarshall(Attributes ?? {});
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  }

  /** Sets attributes where the condition holds; false where it does not. */
  async function set(key: Key, attributes: RawItem, condition: Condition): Promise<boolean> {
    const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = expression(condition);
    const fields = Object.keys(attributes);
    return held(
      client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: marshall(key),
          UpdateExpression: `SET ${fields.map((_, at) => `#set${at} = :set${at}`).join(", ")}`,
          ConditionExpression,
          ExpressionAttributeNames: {
            ...ExpressionAttributeNames,
            ...Object.fromEntries(fields.map((field, at) => [`#set${at}`, field])),
          },
          ExpressionAttributeValues: {
            ...ExpressionAttributeValues,
            ...marshall(Object.fromEntries(fields.map((field, at) => [`:set${at}`, attributes[field]]))),
          },
        }),
      ),
    );
  }

  /** Removes an item; nothing happens when there is none. */
  async function remove(key: Key): Promise<void> {
    await client.send(new DeleteItemCommand({ TableName: name, Key: marshall(key) }));
  }

  return { get, getMany, query, transact, put, increment, set, remove };
}

async function held(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function expression(condition: Condition | undefined) {
  return {
    ConditionExpression: condition?.expression,
    ExpressionAttributeNames: condition?.names,
    ExpressionAttributeValues: condition?.values && marshall(condition.values),
  };
}

function sortCondition(sort: QueryInput["sort"]): [string, string | undefined] {
  if (sort === undefined) return ["", undefined];
  if ("beginsWith" in sort) return [" AND begins_with(#s, :s)", sort.beginsWith];
  if ("before" in sort) return [" AND #s < :s", sort.before];
  if ("after" in sort) return [" AND #s > :s", sort.after];
  return [" AND #s <= :s", sort.upTo];
}
