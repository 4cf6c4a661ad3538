import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
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
    await untilAlone(
      () => client.send(new TransactWriteItemsCommand({ TransactItems })),
      (error) => {
        if (!(error instanceof TransactionCanceledException)) return false;
        const reasons = error.CancellationReasons ?? [];
        if (reasons.some(({ Code }) => Code === "ConditionalCheckFailed")) throw new Superseded();
        return reasons.every(({ Code = "" }) => ["None", "TransactionConflict", "ThrottlingError"].includes(Code));
      },
    );
  }

  /** Sends a write, again after a pause while another one is at work on the same item. */
  async function untilAlone<Answer>(
    send: () => Promise<Answer>,
    isPassing: (error: unknown) => boolean = (error) => error instanceof TransactionConflictException,
  ): Promise<Answer> {
    for (let round = 1; ; round++) {
      try {
        return await send();
      } catch (error) {
        if (!isPassing(error) || round === conflictTries) throw error;
        await pause(10 * 2 ** round);
      }
    }
  }

  /** One conditional write; false when the condition does not hold. */
  async function put(item: RawItem & Key, condition?: Condition): Promise<boolean> {
    const command = new PutItemCommand({
      TableName: name,
      Item: marshall(item, { removeUndefinedValues: true }),
      ConditionExpression: condition?.expression,
      ExpressionAttributeNames: condition?.names,
      ExpressionAttributeValues: condition?.values && marshall(condition.values),
    });
    return held(untilAlone(() => client.send(command)));
  }

  /**
   * Adds to a number, or to each of several (one, unless `by` says otherwise) where the condition holds, and answers the item
   * after; null where it does not. `set` is written with it. A number inside an attribute has to be there.
   */
  async function increment(
    key: Key,
    numbers: string | readonly string[],
    condition: Condition,
    { by = 1, set = {} }: { readonly by?: number; readonly set?: RawItem } = {},
  ): Promise<RawItem | null> {
    const add = Object.fromEntries([numbers].flat().map((name) => [name, by]));
    const update = updateOf({ key, set, add, condition });
    try {
      const command = new UpdateItemCommand({ TableName: name, ...update, ReturnValues: "ALL_NEW" });
      const { Attributes } = await untilAlone(() => client.send(command));
      return unmarshall(Attributes ?? {});
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  }

  /** Sets attributes and removes others where the condition, if there is one, holds; false where it does not. */
  async function set(
    key: Key,
    attributes: RawItem,
    condition?: Condition,
    gone: readonly string[] = [],
  ): Promise<boolean> {
    const update = updateOf({ key, set: attributes, remove: gone, condition });
    return held(untilAlone(() => client.send(new UpdateItemCommand({ TableName: name, ...update }))));
  }

  /** Removes an item; nothing happens when there is none. */
  async function remove(key: Key): Promise<void> {
    await untilAlone(() => client.send(new DeleteItemCommand({ TableName: name, Key: marshall(key) })));
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
