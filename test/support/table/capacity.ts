import type {
  AttributeValue,
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";

/** Capacity units that requests took: one reads up to 4 KB (half of one where it may be stale), one writes up to 1 KB. */
export interface Capacity {
  readonly reads: number;
  readonly writes: number;
}

const readers: readonly string[] = ["GetItem", "BatchGetItem", "Query"];

interface Consumed {
  readonly CapacityUnits?: number;
  /** The table's own part, without its indexes'. */
  readonly Table?: { readonly CapacityUnits?: number };
}

/** What a request took; it has to have asked to be told, by `ReturnConsumedCapacity: "INDEXES"`. */
export function capacityOf(operation: string, input: unknown, answer: unknown): Capacity {
  const { ConsumedCapacity = [] } = answer as { readonly ConsumedCapacity?: Consumed | readonly Consumed[] };
  const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  if (operation === "TransactWriteItems") {
    const table = [ConsumedCapacity].flat().reduce((sum, { Table }) => sum + (Table?.CapacityUnits ?? 0), 0);
    return { reads: 0, writes: units - table + transactionUnits(input as never) };
  }
  if (!readers.includes(operation)) return { reads: 0, writes: units };
  const missing = operation === "BatchGetItem" ? missingUnits(input as never, answer as never) : 0;
  return { reads: units + missing, writes: 0 };
}

/**
 * DynamoDB rounds each item of a transaction up to whole kilobytes and takes them twice; DynamoDB Local rounds the whole
 * transaction up at once. What an update or a delete meets is not known here: all that this product has are small.
 */
const transactionUnits = ({ TransactItems = [] }: TransactWriteItemsCommandInput): number =>
  TransactItems.reduce((sum, { Put }) => sum + 2 * Math.max(1, Math.ceil(bytesOf(Put?.Item ?? {}) / 1024)), 0);

/** Bytes of an item, as DynamoDB counts them: names and values in UTF-8; of a number about half its digits. */
const bytesOf = (item: Readonly<Record<string, AttributeValue>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOfValue(value), 0);

function bytesOfValue({ S, N, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (L !== undefined) return L.reduce((sum, value) => sum + 1 + bytesOfValue(value), 3);
  if (M !== undefined) return 3 + Object.keys(M).length + bytesOf(M);
  return 1;
}

/** DynamoDB takes a read of nothing for a read; DynamoDB Local does not, where it reads many at once. */
function missingUnits(
  { RequestItems = {} }: BatchGetItemCommandInput,
  { Responses = {}, UnprocessedKeys = {} }: BatchGetItemCommandOutput,
): number {
  return Object.entries(RequestItems).reduce((sum, [table, { Keys = [], ConsistentRead }]) => {
    const answered = (Responses[table]?.length ?? 0) + (UnprocessedKeys[table]?.Keys?.length ?? 0);
    return sum + (Keys.length - answered) * (ConsistentRead ? 1 : 0.5);
  }, 0);
}

/** What several requests took together. */
export const sumOf = (all: readonly Capacity[]): Capacity => ({
  reads: all.reduce((sum, { reads }) => sum + reads, 0),
  writes: all.reduce((sum, { writes }) => sum + writes, 0),
});
