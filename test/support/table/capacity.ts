import type { AttributeValue, GlobalSecondaryIndex } from "@aws-sdk/client-dynamodb";

/** Capacity units that requests took: one reads up to 4 KB (half of one where it may be stale), one writes up to 1 KB. */
export interface Capacity {
  readonly reads: number;
  readonly writes: number;
}

type Item = Readonly<Record<string, AttributeValue>>;

/** What the meter needs to know of the table: its indexes, and the item at a key. */
export interface Weighed {
  readonly indexes: readonly GlobalSecondaryIndex[];
  readonly itemAt: (key: Item) => Promise<Item | undefined>;
}

/** A request of DynamoDB, by its name and input. */
export interface Request {
  readonly operation: string;
  readonly input: object;
}

interface Target {
  readonly Item?: Item;
  readonly Key?: Item;
}

/**
 * Sends a request and weighs it as DynamoDB bills it. DynamoDB Local does not: it rounds a transaction as a whole, and does
 * not weigh what an update or a delete meets. So each written item is read before and after. Nothing else may write it
 * meanwhile. What fails is not weighed.
 */
export async function weigh<Answer>(table: Weighed, request: Request, send: () => Promise<Answer>) {
  const { targets, times } = targetsOf(request);
  const keys = targets.map(keyOf);
  const before = await Promise.all(keys.map(table.itemAt));
  const answer = await send();
  const after = await Promise.all(keys.map(table.itemAt));
  const writes = keys.reduce((sum, _, at) => sum + writeUnits(before[at], after[at], table.indexes, times), 0);
  return { answer, capacity: { reads: readUnits(request, answer), writes } };
}

interface BatchWrites {
  readonly RequestItems?: Readonly<
    Record<string, readonly { readonly PutRequest?: Target; readonly DeleteRequest?: Target }[]>
  >;
}

/** The items that a request writes or checks, and how often each is counted: a transaction prepares and commits. */
function targetsOf({ operation, input }: Request): { readonly targets: readonly Target[]; readonly times: number } {
  if (operation === "TransactWriteItems") {
    const { TransactItems } = input as { readonly TransactItems: readonly Readonly<Record<string, Target>>[] };
    return { targets: TransactItems.flatMap((item) => Object.values(item)), times: 2 };
  }
  if (operation === "BatchWriteItem") {
    const { RequestItems = {} } = input as BatchWrites;
    const requests = Object.values(RequestItems).flat();
    return {
      targets: requests.flatMap(({ PutRequest, DeleteRequest }) => PutRequest ?? DeleteRequest ?? []),
      times: 1,
    };
  }
  return { targets: /^(Put|Update|Delete)Item$/.test(operation) ? [input] : [], times: 1 };
}

const keyOf = ({ Item, Key = Item }: Target): Item => {
  const { PK, SK } = Key ?? {};
  if (PK === undefined || SK === undefined) throw new Error("A write is expected to name its key.");
  return { PK, SK };
};

/**
 * Units of one write or check: the larger of the item before and after in whole kilobytes, at least one, and what changes in
 * indexes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export const writeUnits = (
  before: Item | undefined,
  after: Item | undefined,
  indexes: readonly GlobalSecondaryIndex[],
  times: number,
): number =>
  times * Math.max(1, kilobytes(before), kilobytes(after)) +
  indexes.reduce((sum, index) => sum + indexUnits(entryOf(before, index), entryOf(after, index)), 0);

/**
 * Units of an index: of a new or a removed entry its kilobytes, of a moved one both. A transaction does not double them:
 * https://github.com/nubo-db/dynoxide, tests/transactional_index_consumed_capacity.rs, has them as measured on AWS.
 */
function indexUnits(before: IndexEntry | null, after: IndexEntry | null): number {
  if (before && after && before.at === after.at)
    return isSame(before.item, after.item) ? 0 : Math.max(kilobytes(before.item), kilobytes(after.item));
  return kilobytes(before?.item) + kilobytes(after?.item);
}

interface IndexEntry {
  readonly at: string;
  readonly item: Item;
}

/** What an index shows of an item; null where it is not in it. */
function entryOf(item: Item | undefined, { KeySchema = [], Projection }: GlobalSecondaryIndex): IndexEntry | null {
  const keys = KeySchema.flatMap(({ AttributeName }) => AttributeName ?? []);
  if (!item || keys.some((name) => item[name] === undefined)) return null;
  const shown = new Set(["PK", "SK", ...keys, ...(Projection?.NonKeyAttributes ?? [])]);
  const isShown = ([name]: readonly [string, unknown]) => Projection?.ProjectionType === "ALL" || shown.has(name);
  return {
    at: JSON.stringify(keys.map((name) => item[name])),
    item: Object.fromEntries(Object.entries(item).filter(isShown)),
  };
}

const isSame = (one: Item, other: Item): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => JSON.stringify(value) === JSON.stringify(other[name]));

const kilobytes = (item: Item | undefined): number => (item ? Math.ceil(bytesOf(item) / 1024) : 0);

/** Bytes of an item, as DynamoDB counts them: names and values in UTF-8; of a number about half its digits. */
export const bytesOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOfValue(value), 0);

function bytesOfValue({ S, N, B, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.replace(/\D/g, "").length / 2) + 1;
  // A client in this process has bytes, what came as JSON has them in base 64.
  if (B !== undefined) return typeof B === "string" ? Buffer.byteLength(B, "base64") : B.byteLength;
  if (L !== undefined) return L.reduce((sum, value) => sum + 1 + bytesOfValue(value), 3);
  if (M !== undefined) return 3 + Object.keys(M).length + bytesOf(M);
  return 1;
}

interface Consumed {
  readonly CapacityUnits?: number;
}
interface BatchInput {
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys?: readonly object[]; readonly ConsistentRead?: boolean }>
  >;
}
interface Answered {
  readonly ConsumedCapacity?: Consumed | readonly Consumed[];
  readonly Responses?: Readonly<Record<string, readonly object[]>>;
  readonly UnprocessedKeys?: BatchInput["RequestItems"];
}

/** Units of a read, which has to have asked for them by `ReturnConsumedCapacity`. A read of nothing is one, too. */
export function readUnits({ operation, input }: Request, answer: unknown): number {
  if (!["GetItem", "BatchGetItem", "Query"].includes(operation)) return 0;
  const { ConsumedCapacity = [], Responses = {}, UnprocessedKeys = {} } = answer as Answered;
  const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  if (operation !== "BatchGetItem") return units;
  // DynamoDB Local leaves out the keys of a batch where nothing lies.
  return Object.entries((input as BatchInput).RequestItems ?? {}).reduce(
    (sum, [table, { Keys = [], ConsistentRead }]) => {
      const answered = (Responses[table]?.length ?? 0) + (UnprocessedKeys[table]?.Keys?.length ?? 0);
      return sum + (Keys.length - answered) * (ConsistentRead ? 1 : 0.5);
    },
    units,
  );
}

/** What several requests took together. */
export const sumOf = (all: readonly Capacity[]): Capacity => ({
  reads: all.reduce((sum, { reads }) => sum + reads, 0),
  writes: all.reduce((sum, { writes }) => sum + writes, 0),
});
