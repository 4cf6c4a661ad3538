import type { BatchGetItemCommandInput, BatchGetItemCommandOutput } from "@aws-sdk/client-dynamodb";

/** Capacity units that requests took: one reads up to 4 KB (half of one where it may be stale), one writes up to 1 KB. */
export interface Capacity {
  readonly reads: number;
  readonly writes: number;
}

const readers: readonly string[] = ["GetItem", "BatchGetItem", "Query"];

interface Consumed {
  readonly CapacityUnits?: number;
}

/** What a request took; it has to have asked to be told, by `ReturnConsumedCapacity`. */
export function capacityOf(operation: string, input: unknown, answer: unknown): Capacity {
  const { ConsumedCapacity = [] } = answer as { readonly ConsumedCapacity?: Consumed | readonly Consumed[] };
  const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  if (!readers.includes(operation)) return { reads: 0, writes: units };
  const missing = operation === "BatchGetItem" ? missingUnits(input as never, answer as never) : 0;
  return { reads: units + missing, writes: 0 };
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
