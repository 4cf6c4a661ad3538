import type { AttributeValue, GlobalSecondaryIndex } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { bytesOf, readUnits, sumOf, weigh, writeUnits } from "../../support/table/capacity.ts";

type Item = Record<string, AttributeValue>;

const list: GlobalSecondaryIndex = {
  IndexName: "list",
  KeySchema: [
    { AttributeName: "L", KeyType: "HASH" },
    { AttributeName: "M", KeyType: "RANGE" },
  ],
  Projection: { ProjectionType: "KEYS_ONLY" },
};
const item = (name: string, length: number, more: Item = {}): Item => ({
  PK: { S: name },
  SK: { S: "STATE" },
  filling: { S: "x".repeat(length) },
  ...more,
});
const listed = (at: string): Item => ({ L: { S: "list" }, M: { S: at } });

/** A table whose items change from one image to the other when a request is sent. */
function changing(images: Readonly<Record<string, readonly [before: Item | undefined, after: Item | undefined]>>) {
  let isSent = false;
  return {
    table: { indexes: [list], itemAt: async ({ PK }: Item) => images[PK?.S ?? ""]?.[isSent ? 1 : 0] },
    send: async () => ((isSent = true), {}),
  };
}
const key = (name: string) => ({ Key: { PK: { S: name }, SK: { S: "STATE" } } });

it("a transaction takes each put, update, delete and check twice, by the larger item, and index entries once", async () => {
  const { table, send } = changing({
    put: [undefined, item("put", 1_500, listed("1"))],
    update: [item("update", 2_100, listed("1")), item("update", 10, listed("2"))],
    delete: [item("delete", 1_100, listed("1")), undefined],
    check: [item("check", 3_500), item("check", 3_500)],
    nothing: [undefined, undefined],
  });
  const TransactItems = [
    { Put: { Item: item("put", 1_500, listed("1")) } },
    { Update: key("update") },
    { Delete: key("delete") },
    { ConditionCheck: key("check") },
    { ConditionCheck: key("nothing") },
  ];
  const { capacity } = await weigh(table, { operation: "TransactWriteItems", input: { TransactItems } }, send);
  expect(capacity).toEqual({ reads: 0, writes: 2 * (2 + 3 + 2 + 4 + 1) + (1 + 2 + 1) });
});

it("a single update takes the larger of the item before and after once", async () => {
  const { table, send } = changing({ one: [item("one", 10), item("one", 2_100)] });
  const { capacity } = await weigh(table, { operation: "UpdateItem", input: key("one") }, send);
  expect(capacity).toEqual({ reads: 0, writes: 3 });
});

describe("an index entry takes units", () => {
  const all: GlobalSecondaryIndex = { ...list, Projection: { ProjectionType: "ALL" } };
  it.each([
    ["none where it stays", list, item("i", 10, listed("1")), item("i", 20, listed("1")), 0],
    ["one where it is new", list, undefined, item("i", 5_000, listed("1")), 1],
    ["two where it moves", list, item("i", 10, listed("1")), item("i", 10, listed("2")), 2],
    ["one where it goes, though the item stays", list, item("i", 10, listed("1")), item("i", 10), 1],
    [
      "of the larger one, where what it shows changes",
      all,
      item("i", 10, listed("1")),
      item("i", 1_500, listed("1")),
      2,
    ],
  ])("%s", (_, index, before, after, units) => {
    const table = writeUnits(before, after, [], 1);
    expect(writeUnits(before, after, [index], 1) - table).toBe(units);
  });
});

it("weighs an item by its names and values", () => {
  expect(bytesOf({ PK: { S: "é" }, n: { N: "-1234.5" }, list: { L: [{ BOOL: true }, { NULL: true }] } })).toBe(
    4 + (1 + 4) + (4 + 3 + 2 + 2),
  );
  expect(bytesOf({ b: { B: new Uint8Array(7) }, m: { M: { a: { S: "xy" } } } })).toBe(8 + (1 + 3 + 1 + 3));
});

it("counts what a read says that it took, for all tables", () => {
  const answer = { ConsumedCapacity: [{ CapacityUnits: 2 }, { CapacityUnits: 0.5 }] };
  expect(readUnits({ operation: "Query", input: {} }, answer)).toBe(2.5);
});

it.each([
  [true, 4],
  [false, 3],
])(
  "a batch read takes a unit for each key where nothing lies, or half of one (consistent: %s)",
  (ConsistentRead, reads) => {
    const input = { RequestItems: { t: { Keys: [{}, {}, {}], ConsistentRead } } };
    const answer = { ConsumedCapacity: [{ CapacityUnits: 2 }], Responses: { t: [{}] } };
    expect(readUnits({ operation: "BatchGetItem", input }, answer)).toBe(reads);
  },
);

it("adds up what several requests took", () => {
  expect(
    sumOf([
      { reads: 1, writes: 2 },
      { reads: 3, writes: 4 },
    ]),
  ).toEqual({ reads: 4, writes: 6 });
});
