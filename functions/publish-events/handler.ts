import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord, DynamoDBStreamEvent, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { parseStoredEvent } from "../../shared/store/events.ts";
import type { Key } from "../../shared/store/keys.ts";
import type { Table } from "../../shared/store/table.ts";
import type { Publication } from "./bus.ts";

/** What publishing needs. */
export interface PublishDependencies {
  readonly table: Pick<Table, "get">;
  readonly publish: (events: readonly StoredEvent[]) => Promise<Publication[]>;
  /** Keeps the key of an event that the bus will not take, for an operator to look at. */
  readonly setAside: (key: Key) => Promise<void>;
  readonly nowMs: () => number;
}

interface Answer {
  batchItemFailures: { itemIdentifier: string }[];
}

/** Past this age an event that nobody hears is set aside, for it holds up every younger one of its shard. */
const patienceMs = 60 * 60_000;

/** Publishes events that were just committed (from the stream), or that were set aside (from the queue). */
export const publishEvents =
  (dependencies: PublishDependencies) =>
  (event: DynamoDBStreamEvent | SQSEvent): Promise<Answer> =>
    isFromStream(event) ? publishCommitted(dependencies, event.Records) : publishAgain(dependencies, event.Records);

/** From the stream: whatever cannot be published is set aside by key, so that one bad event never stops the rest. */
async function publishCommitted(
  { publish, setAside, nowMs }: PublishDependencies,
  records: readonly DynamoDBRecord[],
): Promise<Answer> {
  const read = records.map((record) => ({ record, key: keyOf(record), event: eventOf(record) }));
  const readable = read.filter((one): one is typeof one & { event: StoredEvent } => one.event !== null);
  const publications = await publish(readable.map(({ event }) => event));
  const became = new Map(readable.map(({ record }, at) => [record, publications[at]]));

  const failures: string[] = [];
  for (const { record, key, event } of read) {
    const correlationId = event?.metadata.correlationId;
    const publication = became.get(record) ?? "refused";
    if (publication === "published") continue;
    const age = nowMs() - (record.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000;
    const sequenceNumber = record.dynamodb?.SequenceNumber ?? "";
    if (publication === "unheard" && age < patienceMs) {
      failures.push(sequenceNumber);
      continue;
    }
    try {
      await setAside(key);
      log("error", "event set aside", { correlationId, ...key });
    } catch (error) {
      log("error", "event could not be set aside", { correlationId, ...key, ...errorFields(error) });
      failures.push(sequenceNumber);
    }
  }
  return answer(failures);
}

const keySchema = z.object({ PK: z.string(), SK: z.string() });

/** From the queue of what was set aside: the event is read again by its key. What fails goes back, in the end to `poison`. */
async function publishAgain({ table, publish }: PublishDependencies, records: readonly SQSRecord[]): Promise<Answer> {
  const outcomes = await Promise.all(
    records.map(async ({ messageId, body }) => {
      try {
        const event = parseStoredEvent(await table.get(keySchema.parse(JSON.parse(body))));
        const [publication] = await publish([event]);
        return publication === "published" ? null : messageId;
      } catch (error) {
        log("error", "event cannot be read", errorFields(error));
        return messageId;
      }
    }),
  );
  return answer(outcomes.filter((messageId) => messageId !== null));
}

const isFromStream = (event: DynamoDBStreamEvent | SQSEvent): event is DynamoDBStreamEvent =>
  event.Records[0] !== undefined && "dynamodb" in event.Records[0];

const keyOf = (record: DynamoDBRecord): Key =>
  keySchema.parse(unmarshall((record.dynamodb?.Keys ?? {}) as Record<string, AttributeValue>));

function eventOf(record: DynamoDBRecord): StoredEvent | null {
  try {
    return parseStoredEvent(unmarshall((record.dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>));
  } catch (error) {
    log("error", "event cannot be read", errorFields(error));
    return null;
  }
}

const answer = (failed: readonly string[]): Answer => ({
  batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })),
});
