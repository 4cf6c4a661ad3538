import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { Superseded } from "../../../shared/table/superseded.ts";
import { writeBatch } from "../../../shared/table/batch.ts";
import { openTable, type Table } from "../../../shared/table/table.ts";
import { isNew, rewrite, type Write } from "../../../shared/table/writes.ts";
import { rawPlace } from "../../support/table/raw-place.ts";

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: Record<string, unknown>;
}

/** A table on a client that answers from a list; an error in it is thrown, the last one stays. */
function aTable(answers: readonly unknown[]) {
  const sent: Command[] = [];
  const pauses: number[] = [];
  const send = async (command: Command): Promise<unknown> => {
    const answer = answers[Math.min(sent.push(command), answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const client = { send } as unknown as Pick<DynamoDBClient, "send">;
  return { sent, pauses, table: openTable({ client, name: "data", pause: async (ms) => void pauses.push(ms) }) };
}

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    ...{ $metadata: {}, message: "cancelled" },
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const failedCondition = new ConditionalCheckFailedException({ $metadata: {}, message: "failed" });
const key = (at: number) => ({ PK: `P${at}`, SK: "S" });
const write: Write = { kind: "put", item: { ...key(1), a: 1, gone: undefined }, condition: isNew };

describe("a transaction", () => {
  test("is sent once, as the SDK takes it", async () => {
    const { table, sent, pauses } = aTable([{}]);
    await table.transact([write]);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.input).toEqual({
      TransactItems: [
        {
          Put: {
            ...{ TableName: "data", Item: marshall({ ...key(1), a: 1 }) },
            ...{ ConditionExpression: "attribute_not_exists(PK)" },
          },
        },
      ],
    });
    expect(pauses).toEqual([]);
  });

  test("rewrites of an item what changed, and removes what is gone", async () => {
    const { table, sent } = aTable([{}]);
    const before = { ...key(1), same: { a: 1 }, changed: 1, gone: 1, never: undefined };
    const after = { ...key(1), same: { a: 1 }, changed: 2, gone: undefined, more: "x" };
    await table.transact([rewrite(before, after, { expression: "changed = :one", values: { ":one": 1 } })]);
    expect(sent[0]?.input).toEqual({
      TransactItems: [
        {
          Update: {
            ...{ TableName: "data", Key: marshall(key(1)) },
            ...{ UpdateExpression: "SET #u0 = :u0, #u1 = :u1 REMOVE #u2", ConditionExpression: "changed = :one" },
            ExpressionAttributeNames: { "#u0": "changed", "#u1": "more", "#u2": "gone" },
            ExpressionAttributeValues: marshall({ ":one": 1, ":u0": 2, ":u1": "x" }),
          },
        },
      ],
    });
  });

  test.each([
    ["ConditionalCheckFailed"],
    ["None", "ConditionalCheckFailed"],
    ["TransactionConflict", "ConditionalCheckFailed"],
  ])("whose conditions do not hold (%s, %s) is superseded, at once", async (...codes) => {
    const { table, sent } = aTable([cancelled(...codes)]);
    await expect(table.transact([write])).rejects.toThrow(Superseded);
    expect(sent).toHaveLength(1);
  });

  test.each(["TransactionConflict", "ThrottlingError"])(
    "that met another one (%s) is tried again, later each time",
    async (code) => {
      const { table, sent, pauses } = aTable([cancelled("None", code), cancelled(code), {}]);
      await table.transact([write]);
      expect(sent).toHaveLength(3);
      expect(pauses[1]).toBeGreaterThan(pauses[0] ?? Infinity);
    },
  );

  test("that keeps conflicting with others gives up", async () => {
    const { table, sent } = aTable([cancelled("TransactionConflict")]);
    await expect(table.transact([write])).rejects.toThrow(TransactionCanceledException);
    expect(sent).toHaveLength(6);
  });

  test.each([
    cancelled("ValidationError"),
    cancelled("None", "TransactionConflict", "ValidationError"),
    new Error("The table did not answer."),
  ])("that is invalid is not retried: %s", async (error) => {
    const { table, sent } = aTable([error]);
    await expect(table.transact([write])).rejects.toThrow(error.message);
    expect(sent).toHaveLength(1);
  });
});

test("a read retries unprocessed keys after a pause", async () => {
  const answer = (items: number[], left: number[] = []) => ({
    Responses: { data: items.map((at) => marshall({ ...key(at), at })) },
    UnprocessedKeys: left.length > 0 ? { data: { Keys: left.map((at) => marshall(key(at))) } } : {},
  });
  const { table, sent, pauses } = aTable([answer([1], [2]), answer([2])]);
  expect(await table.read([rawPlace(key(1)), rawPlace(key(2))])).toEqual([
    { ...key(1), at: 1 },
    { ...key(2), at: 2 },
  ]);
  expect(sent[1]?.input).toEqual({ RequestItems: { data: { Keys: [marshall(key(2))], ConsistentRead: true } } });
  expect(pauses).toHaveLength(1);
});

describe("one write", () => {
  test("returns whether its condition held", async () => {
    expect(await aTable([{}]).table.put(key(1), isNew)).toBe(true);
    expect(await aTable([failedCondition]).table.put(key(1), isNew)).toBe(false);
    expect(await aTable([{}]).table.set(key(1), { a: 1 }, isNew)).toBe(true);
    expect(await aTable([failedCondition]).table.set(key(1), { a: 1 }, isNew)).toBe(false);
    expect(await aTable([{ Attributes: marshall({ n: 2 }) }]).table.increment(key(1), "n", isNew)).toEqual({ n: 2 });
    expect(await aTable([failedCondition]).table.increment(key(1), "n", isNew)).toBeNull();
  });

  test("waits while a transaction is at work on the item, and gives up in the end", async () => {
    const conflict = new TransactionConflictException({ $metadata: {}, message: "Another one is at work." });
    const writes: readonly ((table: Table) => Promise<unknown>)[] = [
      (table) => table.put(key(1)),
      (table) => table.set(key(1), { a: 1 }),
      (table) => table.increment(key(1), "n", isNew),
      (table) => table.remove(key(1)),
    ];
    for (const one of writes) {
      const { table, sent, pauses } = aTable([conflict, conflict, {}]);
      await one(table);
      expect(sent).toHaveLength(3);
      expect(pauses[1]).toBeGreaterThan(pauses[0] ?? Infinity);
      const stuck = aTable([conflict]);
      await expect(one(stuck.table)).rejects.toThrow(TransactionConflictException);
      expect(stuck.sent).toHaveLength(6);
    }
  });

  test("adds to a number inside an attribute, too", async () => {
    const { table, sent } = aTable([{}]);
    await table.increment(key(1), "code.tries", isNew, { set: { a: 1 } });
    expect(sent[0]?.input).toMatchObject({
      UpdateExpression: "SET #u0 = :u0, #u1.#u2 = #u1.#u2 + :u1",
      ExpressionAttributeNames: { "#u0": "a", "#u1": "code", "#u2": "tries" },
    });
  });

  test("that fails for another reason throws", async () => {
    const down = () => aTable([new Error("The table did not answer.")]).table;
    await expect(down().put(key(1))).rejects.toThrow("did not answer");
    await expect(down().set(key(1), { a: 1 }, isNew)).rejects.toThrow("did not answer");
    await expect(down().increment(key(1), "n", isNew)).rejects.toThrow("did not answer");
  });
});

test("a batch writes 25 items to a request, and what was not processed again after a pause", async () => {
  const left = { UnprocessedItems: { data: [{ PutRequest: { Item: marshall(key(2)) } }] } };
  const { table, sent, pauses } = aTable([left, {}]);
  await writeBatch(table, { put: [key(1), key(2)], removed: [key(3)] });
  expect(sent.map(({ input }) => input["RequestItems"])).toEqual([
    {
      data: [
        { PutRequest: { Item: marshall(key(1)) } },
        { PutRequest: { Item: marshall(key(2)) } },
        { DeleteRequest: { Key: marshall(key(3)) } },
      ],
    },
    { data: left.UnprocessedItems.data },
  ]);
  expect(pauses).toHaveLength(1);
  const many = aTable([{}]);
  await writeBatch(many.table, { put: Array.from({ length: 26 }, (_, at) => key(at)) });
  expect(many.sent).toHaveLength(2);
});

describe("a query", () => {
  test.each([
    [undefined, "#p = :p"],
    [{ beginsWith: "x" }, "#p = :p AND begins_with(#s, :s)"],
    [{ before: "x" }, "#p = :p AND #s < :s"],
    [{ after: "x" }, "#p = :p AND #s > :s"],
    [{ upTo: "x" }, "#p = :p AND #s <= :s"],
  ])("with %j asks %s", async (sort, expected) => {
    const { table, sent } = aTable([{ Items: [marshall({ a: 1 })], LastEvaluatedKey: marshall(key(1)) }]);
    expect(await table.query({ partition: "P", ...(sort && { sort }) })).toEqual({ items: [{ a: 1 }], next: key(1) });
    expect(sent[0]?.input).toMatchObject({
      KeyConditionExpression: expected,
      ConsistentRead: true,
      ScanIndexForward: true,
    });
  });
});

test("a count goes on until no page is left", async () => {
  const { table, sent } = aTable([{ Count: 2, LastEvaluatedKey: marshall(key(1)) }, { Count: 1 }]);
  expect(await table.count("P")).toBe(3);
  expect(sent.map(({ input }) => input["ExclusiveStartKey"])).toEqual([undefined, marshall(key(1))]);
});
