import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Key } from "./keys.ts";
import { Superseded } from "./superseded.ts";
import type { RawItem, TableConnection } from "./table.ts";
import { toTransactItem, updateOf, type Condition, type Write } from "./writes.ts";

const conflictTries = 6;

/** Every way in which the table is written. */
export function writesOf({ client, name, pause }: TableConnection) {
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
          ConditionExpression: condition?.expression,
          ExpressionAttributeNames: condition?.names,
          ExpressionAttributeValues: condition?.values && marshall(condition.values),
        }),
      ),
    );
  }

  /**
   * Adds to a number (one, unless `by` says otherwise) where the condition holds, and answers the item after; null where
   * it does not. `set` is written with it.
   */
  async function increment(
    key: Key,
    attribute: string,
    condition: Condition,
    { by = 1, set = {} }: { readonly by?: number; readonly set?: RawItem } = {},
  ): Promise<RawItem | null> {
    const update = updateOf({ key, set, add: { [attribute]: by }, condition });
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({ TableName: name, ...update, ReturnValues: "ALL_NEW" }),
      );
      return unmarshall(Attributes ?? {});
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  }

  /** Sets attributes where the condition, if there is one, holds; false where it does not. */
  async function set(key: Key, attributes: RawItem, condition?: Condition): Promise<boolean> {
    const update = updateOf({ key, set: attributes, condition });
    return held(client.send(new UpdateItemCommand({ TableName: name, ...update })));
  }

  /** Removes an item; nothing happens when there is none. */
  async function remove(key: Key): Promise<void> {
    await client.send(new DeleteItemCommand({ TableName: name, Key: marshall(key) }));
  }

  return { transact, put, increment, set, remove };
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
