import { paginateScan, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
  type DynamoDBStreamsClient,
} from "@aws-sdk/client-dynamodb-streams";
import * as z from "zod";
import { table as names } from "../../shared/names.ts";
import { jsonIn } from "../json.ts";

/** A batch of the table's stream that Lambda gave up: where its records are, not what they hold. */
export interface DeadBatch {
  readonly streamArn: string;
  readonly shardId: string;
  readonly from: string;
  readonly to: string;
  /** When its first and its last record were written. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** Why it was given up, in Lambda's word, and after how many invocations. */
  readonly condition: string;
  readonly invocations: number;
}

/** An event by its key, which has ids and no personal data; its type where it can be read. */
export interface ConcernedEvent {
  readonly key: { readonly PK: string; readonly SK: string };
  readonly type: string;
}

/** Source: "Adding an on-failure destination for DynamoDB" of the Lambda guide. */
const messageSchema = z.object({
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number() }),
  DDBStreamBatchInfo: z.object({
    streamArn: z.string(),
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
    approximateArrivalOfFirstRecord: z.iso.datetime({ offset: true }),
    approximateArrivalOfLastRecord: z.iso.datetime({ offset: true }),
  }),
});

/** Reads a message of the queue stream-dead; null for what is none. */
export function readDeadBatch(body: string): DeadBatch | null {
  const parsed = messageSchema.safeParse(jsonIn(body));
  if (!parsed.success) return null;
  const { requestContext, DDBStreamBatchInfo: info } = parsed.data;
  return {
    streamArn: info.streamArn,
    shardId: info.shardId,
    from: info.startSequenceNumber,
    to: info.endSequenceNumber,
    firstAt: new Date(info.approximateArrivalOfFirstRecord).toISOString(),
    lastAt: new Date(info.approximateArrivalOfLastRecord).toISOString(),
    condition: requestContext.condition,
    invocations: requestContext.approximateInvokeCount,
  };
}

/** The events of a batch, read from the stream; null where the stream has forgotten them, a day after the write. */
export async function eventsInStream(
  client: Pick<DynamoDBStreamsClient, "send">,
  { streamArn, shardId, from, to }: DeadBatch,
): Promise<ConcernedEvent[] | null> {
  const events: ConcernedEvent[] = [];
  try {
    const start = { StreamArn: streamArn, ShardId: shardId, SequenceNumber: from };
    let { ShardIterator } = await client.send(
      new GetShardIteratorCommand({ ...start, ShardIteratorType: "AT_SEQUENCE_NUMBER" }),
    );
    while (ShardIterator !== undefined) {
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
      for (const record of Records) {
        if (BigInt(record.dynamodb?.SequenceNumber ?? 0) > BigInt(to)) return events;
        events.push(...eventIn(record));
      }
      const last = Records.at(-1)?.dynamodb?.SequenceNumber;
      if (last !== undefined && BigInt(last) >= BigInt(to)) return events;
      ShardIterator = NextShardIterator;
    }
    return events;
  } catch (error) {
    if (["TrimmedDataAccessException", "ResourceNotFoundException"].includes((error as Error).name)) return null;
    throw error;
  }
}

/** The same records as the trigger's filter lets through, but for heartbeats. */
function eventIn({ eventName, dynamodb: { Keys = {}, NewImage = {} } = {} }: _Record): ConcernedEvent[] {
  const event = asConcerned(Keys, NewImage);
  return eventName === "INSERT" && event.key.SK.startsWith(names.eventSortKeyPrefix) ? [event] : [];
}

type Attributes = Readonly<Record<string, { readonly S?: string | undefined }>>;

const asConcerned = (keys: Attributes, { type }: Attributes): ConcernedEvent => ({
  key: { PK: keys[names.partitionKey]?.S ?? "", SK: keys[names.sortKey]?.S ?? "" },
  type: type?.S ?? "unknown",
});

/** Before and after the write of a record an event may be dated: its function began earlier, and clocks differ. */
const leeway = 60 * 60_000;

/** The events that are dated in the time of a batch, read from the whole table: all of the batch, and others beside them. */
export async function eventsInTable(
  client: DynamoDBClient,
  table: string,
  { firstAt, lastAt }: DeadBatch,
): Promise<ConcernedEvent[]> {
  const events: ConcernedEvent[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      FilterExpression: "begins_with(#SK, :events) AND #metadata.#at BETWEEN :from AND :to",
      ProjectionExpression: "#PK, #SK, #type",
      ExpressionAttributeNames: {
        ...{ "#PK": names.partitionKey, "#SK": names.sortKey, "#type": "type" },
        ...{ "#metadata": "metadata", "#at": "occurredAt" },
      },
      ExpressionAttributeValues: {
        ":events": { S: names.eventSortKeyPrefix },
        ":from": { S: new Date(Date.parse(firstAt) - leeway).toISOString() },
        ":to": { S: new Date(Date.parse(lastAt) + leeway).toISOString() },
      },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) events.push(asConcerned(item, item));
  }
  return events;
}
