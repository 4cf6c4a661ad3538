import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, expectTypeOf, test } from "vitest";
import { lenient, place, present, type Place } from "../../../shared/table/places.ts";
import { byId } from "../../../shared/table/plans.ts";
import { openTable, type RawItem } from "../../../shared/table/table.ts";

const key = (at: number) => ({ PK: `P${at}`, SK: "S" });
const numberOf = ({ n }: RawItem): number => {
  if (typeof n !== "number") throw new Error("This is no number.");
  return n;
};
const numberPlace = (at: number) => place(key(at), numberOf);
const sumPlace = (at: number): Place<number> => ({ key: key(at), parse: (item) => (item ? numberOf(item) : 0) });

/** A table with these items, and the keys of every request to it. */
function aTable(items: readonly RawItem[]) {
  const requests: { readonly kind: string; readonly keys: unknown[]; readonly consistent: unknown }[] = [];
  const all = items.map((item) => marshall(item));
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: never }) => {
    const { RequestItems, Key, ConsistentRead } = input as {
      RequestItems?: { data: { Keys: unknown[]; ConsistentRead: boolean } };
      Key?: { PK: { S: string } };
      ConsistentRead?: boolean;
    };
    const keys = RequestItems?.data.Keys ?? [Key];
    requests.push({ kind: name, keys, consistent: RequestItems?.data.ConsistentRead ?? ConsistentRead });
    return { Item: all.find((item) => item["PK"]?.S === Key?.PK.S), Responses: { data: all } };
  };
  const client = { send } as unknown as Pick<DynamoDBClient, "send">;
  return { requests, table: openTable({ client, name: "data", pause: async () => undefined }) };
}

test("what is found has the shape of its plan, in one request for each key once", async () => {
  const { table, requests } = aTable([
    { ...key(1), n: 1 },
    { ...key(2), n: 2 },
  ]);
  const [one, { two, nobody, list }] = await table.read([
    numberPlace(1),
    { two: numberPlace(2), nobody: null, list: [sumPlace(1), sumPlace(3), numberPlace(3)], parse: numberPlace(2) },
  ]);
  expectTypeOf({ one, two, nobody, list }).toEqualTypeOf<{
    one: number | null;
    two: number | null;
    nobody: null;
    list: readonly [number, number, number | null];
  }>();
  expect({ one, two, nobody, list }).toEqual({ one: 1, two: 2, nobody: null, list: [1, 0, null] });
  expect(requests).toEqual([
    { kind: "BatchGetItemCommand", keys: [1, 2, 3].map((at) => marshall(key(at))), consistent: true },
  ]);
});

test("a bare place is one GetItem, and an empty plan no request", async () => {
  const { table, requests } = aTable([{ ...key(1), n: 1 }]);
  expect(await table.read(numberPlace(1), { maybeStale: true })).toBe(1);
  expect(requests).toEqual([{ kind: "GetItemCommand", keys: [marshall(key(1))], consistent: false }]);
  expect(await table.read({ none: undefined, list: [], inner: { nothing: null } })).toEqual({
    none: null,
    list: [],
    inner: { nothing: null },
  });
  expect(await table.read(null)).toBeNull();
  expect(requests).toHaveLength(1);
});

test("items that are read by id are found by id", async () => {
  const { table, requests } = aTable([{ ...key(2), n: 2 }]);
  const found = await table.read({ numbers: byId(["1", "2"], (id) => numberPlace(Number(id))) });
  expect(found.numbers).toEqual(
    new Map([
      ["1", null],
      ["2", 2],
    ]),
  );
  expect(requests).toHaveLength(1);
});

test("a list of 250 is read in three requests, in its order", async () => {
  const { table, requests } = aTable([{ ...key(249), n: 249 }]);
  const found = await table.read(
    Array.from({ length: 250 }, (_, at) => sumPlace(at)),
    { maybeStale: true },
  );
  expect(found).toEqual([...Array<number>(249).fill(0), 249]);
  expect(requests.map(({ keys, consistent }) => [keys.length, consistent])).toEqual([
    [100, false],
    [100, false],
    [50, false],
  ]);
});

test("an unreadable item fails the read, or is reported and read as null where its place is lenient", async () => {
  const { table } = aTable([{ ...key(1), n: "one" }]);
  await expect(table.read({ good: sumPlace(2), bad: sumPlace(1) })).rejects.toThrow("This is no number.");
  const told: unknown[] = [];
  const bad = lenient(sumPlace(1), (...said) => void told.push(said));
  expect(await table.read({ good: sumPlace(2), bad })).toEqual({ good: 0, bad: null });
  expect(told).toEqual([[key(1), new Error("This is no number.")]]);
});

test("an item that must be there fails the read where it is not", async () => {
  const { table } = aTable([{ ...key(1), n: 1 }]);
  expect(await table.read({ one: present(numberPlace(1)) })).toEqual({ one: 1 });
  await expect(table.read({ two: present(numberPlace(2)) })).rejects.toThrow("There is no item P2 S.");
});
