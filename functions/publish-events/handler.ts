import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord, DynamoDBStreamEvent, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { alarmLines, measures } from "../../shared/names.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { parseEvents } from "../../shared/events/stored-events.ts";
import { measure } from "../../shared/runtime/measure.ts";
import { isHeartbeat } from "../../shared/table/heartbeat.ts";
import type { Key } from "../../shared/table/keys.ts";
import type { Table } from "../../shared/table/table.ts";
import { alarmOf } from "./alarms.ts";
import type { Publication } from "./bus.ts";

/** The dependencies of publishing. */
export interface PublishDependencies {
  readonly table: Pick<Table, "read">;
  readonly publish: (events: readonly StoredEvent[]) => Promise<Publication[]>;
  /** Stores the key of an event that cannot be published now. */
  readonly setAside: (key: Key) => Promise<void>;
  /** Takes up to ten stored keys and hides them from other runs. */
  readonly takeSetAside: () => Promise<readonly SetAside[]>;
  /** Deletes a stored key. */
  readonly forget: (receipt: string) => Promise<void>;
  /** Writes a heartbeat, which returns through the stream. */
  readonly beat: () => Promise<void>;
  readonly nowMs: () => number;
}

/** A key that was set aside, as its queue returns it. */
export interface SetAside {
  readonly body: string;
  readonly receipt: string;
}

/** The input of the schedule: publish the events that were set aside, and write a heartbeat. */
const scheduledRun = z.object({ publish: z.literal("set-aside") });

interface Answer {
  batchItemFailures: { itemIdentifier: string }[];
}

/**
 * An unpublished event is set aside at this age, because it delays all later events of its shard. The schedule publishes it:
 * a queue keeps keys for two weeks, a stream keeps records for a day.
 */
const patienceMs = 60 * 60_000;

/** Maximum number of rounds of ten in one scheduled run, well within the function's time-out. */
const mostRounds = 150;

/** Publishes new events from the stream, and events that were set aside from the schedule or a queue. */
export const publishEvents = (given: PublishDependencies) => {
  const dependencies = { ...given, publish: alarming(given.publish) };
  return async (
    event: DynamoDBStreamEvent | SQSEvent | z.infer<typeof scheduledRun>,
  ): Promise<Answer | SetAsideCounts> => {
    if (!("Records" in event)) {
      scheduledRun.parse(event);
      await tryToBeat(dependencies);
      return publishSetAside(dependencies);
    }
    return isFromStream(event)
      ? publishCommitted(dependencies, event.Records)
      : publishAgain(dependencies, event.Records);
  };
};

/** Logs the alarm line of every event after it was published. A retry may repeat the line. */
const alarming =
  (publish: PublishDependencies["publish"]): PublishDependencies["publish"] =>
  async (events) => {
    const publications = await publish(events);
    for (const [at, event] of events.entries()) if (publications[at] === "published") alarmOf(event);
    return publications;
  };

/** Publishes records of the stream. An event that can never be published is set aside by its key, so that it does not stop the rest. */
async function publishCommitted(
  { publish, setAside, nowMs }: PublishDependencies,
  records: readonly DynamoDBRecord[],
): Promise<Answer> {
  const { beats = [], others = [] } = Object.groupBy(records, (record) =>
    isHeartbeat(keyOf(record)) ? "beats" : "others",
  );
  const read = others.map((record) => ({ record, key: keyOf(record), events: eventsOf(record) }));
  const publications = await publishItems(
    publish,
    read.map(({ events }) => events),
  );

  const failures: string[] = [];
  for (const [at, { record, key, events }] of read.entries()) {
    const correlationId = events?.[0]?.metadata.correlationId;
    const publication = publications[at]!;
    if (publication === "published") continue;
    const age = nowMs() - (record.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000;
    const sequenceNumber = record.dynamodb?.SequenceNumber ?? "";
    if (publication === "retryable" && age < patienceMs) {
      failures.push(sequenceNumber);
      continue;
    }
    try {
      await setAside(key);
      log("error", alarmLines.eventSetAside, { correlationId, publication, ...key });
    } catch (error) {
      log("error", alarmLines.eventStuck, { correlationId, ...key, ...errorFields(error) });
      failures.push(sequenceNumber);
    }
  }
  // A heartbeat counts once every record before it is published. After a failure the stream repeats it.
  if (failures.length === 0) for (const beat of beats) measure(measures.outboxLag, secondsSince(beat, nowMs()));
  return answer(failures);
}

/** What becomes of items, each of them as a whole: null, an item that cannot be read, is refused. */
async function publishItems(
  publish: PublishDependencies["publish"],
  items: readonly (readonly StoredEvent[] | null)[],
): Promise<Publication[]> {
  const events = items.flatMap((item) => item ?? []);
  const publications = (events.length === 0 ? [] : await publish(events)).values();
  return items.map((item) => {
    const ofItem = (item ?? []).map(() => publications.next().value ?? "retryable");
    if (item === null || ofItem.length === 0) return "refused";
    return worst.find((one) => ofItem.includes(one)) ?? "published";
  });
}

/** An item is published when all of its events are; those that are go out again with the others, under their ids. */
const worst = ["retryable", "refused"] as const satisfies readonly Publication[];

const secondsSince = ({ dynamodb }: DynamoDBRecord, now: number): number =>
  (now - Date.parse(dynamodb?.NewImage?.["at"]?.S ?? "")) / 1000;

/** A failed heartbeat does not stop the run; an alarm reports that it is missing. */
async function tryToBeat({ beat }: PublishDependencies): Promise<void> {
  try {
    await beat();
  } catch (error) {
    log("warn", "heartbeat not written", errorFields(error));
  }
}

const keySchema = z.object({ PK: z.string(), SK: z.string() });

/** The number of events that a scheduled run published, and of those that it left in the queue. */
export interface SetAsideCounts {
  readonly published: number;
  readonly left: number;
}

/**
 * Publishes the events that were set aside, ten at a time, until none is left, the bus fails, or the run reaches its limit.
 * Unpublished events stay in their queue, which has an alarm.
 */
async function publishSetAside(dependencies: PublishDependencies): Promise<SetAsideCounts> {
  let published = 0;
  let left = 0;
  for (let round = 0; round < mostRounds; round++) {
    const taken = await dependencies.takeSetAside();
    if (taken.length === 0) break;
    const publications = await publishByKey(
      dependencies,
      taken.map(({ body }) => body),
    );
    for (const [at, { receipt }] of taken.entries()) {
      if (publications[at] === "published") await dependencies.forget(receipt);
    }
    const done = publications.filter((publication) => publication === "published").length;
    published += done;
    left += taken.length - done;
    if (publications.includes("retryable")) break;
  }
  if (published + left > 0) log("info", "events that were set aside", { published, left });
  return { published, left };
}

/** Publishes events that an operator moved back to the queue. Failed messages return to it, and finally to `poison`. */
async function publishAgain(dependencies: PublishDependencies, records: readonly SQSRecord[]): Promise<Answer> {
  const publications = await publishByKey(
    dependencies,
    records.map(({ body }) => body),
  );
  return answer(records.filter((_, at) => publications[at] !== "published").map(({ messageId }) => messageId));
}

/** Reads events by their keys and publishes them. A missing or invalid one is refused. */
async function publishByKey(
  { table, publish }: PublishDependencies,
  bodies: readonly string[],
): Promise<Publication[]> {
  const read = await Promise.all(bodies.map((body) => readByKey(table, body)));
  const publications = (
    await publishItems(
      publish,
      read.filter((one) => typeof one !== "string"),
    )
  ).values();
  return read.map((one) => (typeof one === "string" ? one : (publications.next().value ?? "retryable")));
}

async function readByKey(
  table: PublishDependencies["table"],
  body: string,
): Promise<readonly StoredEvent[] | Publication> {
  try {
    const key = keySchema.safeParse(parseJson(body));
    return (key.success ? await table.read({ key: key.data, parse: parsed }) : parsed(null)) ?? "refused";
  } catch (error) {
    log("warn", "event not read", errorFields(error));
    return "retryable";
  }
}

const isFromStream = (event: DynamoDBStreamEvent | SQSEvent): event is DynamoDBStreamEvent =>
  event.Records[0] !== undefined && "dynamodb" in event.Records[0];

const keyOf = (record: DynamoDBRecord): Key =>
  keySchema.parse(unmarshall((record.dynamodb?.Keys ?? {}) as Record<string, AttributeValue>));

const eventsOf = (record: DynamoDBRecord): readonly StoredEvent[] | null =>
  parsed(unmarshall((record.dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>));

function parsed(item: unknown): readonly StoredEvent[] | null {
  try {
    return parseEvents(item);
  } catch (error) {
    log("error", "events cannot be read", errorFields(error));
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const answer = (failed: readonly string[]): Answer => ({
  batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })),
});
