import { paginateScan, type AttributeValue, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
  type DynamoDBStreamsClient,
} from "@aws-sdk/client-dynamodb-streams";
import * as z from "zod";
import { table as names } from "../../shared/names.ts";
import { jsonIn } from "../json.ts";

/** A batch of the table's stream that Lambda gave up: the position of its records, without their content. */
export interface DeadBatch {
  readonly streamArn: string;
  readonly shardId: string;
  readonly from: string;
  readonly to: string;
  /** The write times of its first and last record. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** Lambda's reason for giving it up, and the number of invocations. */
  readonly condition: string;
  readonly invocations: number;
}

/** The events of one item by its key, which has no personal data, and their types if known. */
export interface ConcernedEvent {
  readonly key: { readonly PK: string; readonly SK: string };
  readonly types: readonly string[];
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

/** Parses a message of the queue stream-dead; null if it is not one. */
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

/** Reads the events of a batch from the stream; null if they have expired there, a day after the write. */
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

/** The event of a record, by the filter of the trigger, without heartbeats. */
function eventIn({ eventName, dynamodb: { Keys = {}, NewImage = {} } = {} }: _Record): ConcernedEvent[] {
  const event = asConcerned(Keys, NewImage);
  return eventName === "INSERT" && event.key.SK.startsWith(names.eventSortKeyPrefix) ? [event] : [];
}

type Attributes = Readonly<Record<string, AttributeValue>>;

const asConcerned = (keys: Attributes, { types }: Attributes): ConcernedEvent => ({
  key: { PK: keys[names.partitionKey]?.S ?? "", SK: keys[names.sortKey]?.S ?? "" },
  types: types?.L?.map(({ S = "" }) => S) ?? ["unknown"],
});

/** Tolerance between an event's date and its write: the function started earlier, and clocks differ. */
const leeway = 60 * 60_000;

/** Scans the table for events from the time of a batch or from another time: all events of then, and some others. */
export async function eventsInTable(
  client: DynamoDBClient,
  table: string,
  { firstAt, lastAt }: Pick<DeadBatch, "firstAt" | "lastAt">,
): Promise<ConcernedEvent[]> {
  const events: ConcernedEvent[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      FilterExpression: "begins_with(#SK, :events) AND #at BETWEEN :from AND :to",
      ProjectionExpression: "#PK, #SK, #types",
      ExpressionAttributeNames: {
        "#PK": names.partitionKey,
        "#SK": names.sortKey,
        "#types": "types",
        "#at": "occurredAt",
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
