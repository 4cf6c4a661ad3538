import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from "@aws-sdk/client-sqs";
import { parseArgs } from "node:util";
import { momentIn } from "./run.ts";
import { findTarget, inWords, runCommand, targetOptions, type Target } from "./stage-outputs.ts";
import { eventsInStream, eventsInTable, readDeadBatch, type ConcernedEvent, type DeadBatch } from "./dead-batches.ts";

/** The options of the command. */
interface Asked {
  /** Publishes the events and deletes the messages. */
  readonly republish: boolean;
  /** Scans the table if the records have expired in the stream. */
  readonly fromTable: boolean;
}

/** Seconds for which a message is hidden from other runs: scanning a large table takes minutes. */
const hiddenFor = 3_600;

const sqs = new SQSClient({});
const queueUrl = async (name: string): Promise<string> =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl ?? "";

/** Receives every message of a queue and hides it. */
async function take(QueueUrl: string): Promise<Message[]> {
  const taken: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: hiddenFor,
        // Asks every server of the queue, so that an empty answer means an empty queue.
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) return taken;
    taken.push(...Messages);
  }
}

async function findEvents(batch: DeadBatch, fromTable: boolean, table: string): Promise<ConcernedEvent[] | null> {
  const found = await eventsInStream(new DynamoDBStreamsClient({}), batch);
  return found ?? (fromTable ? eventsInTable(new DynamoDBClient({}), table, batch) : null);
}

/** Lists the events that Lambda gave up, and sends them to the queue republish if asked to. */
async function missingEvents({ stage, output }: Target, { republish, fromTable }: Asked): Promise<string> {
  const dead = await queueUrl(`rapport-${stage}-stream-dead`);
  const again = await queueUrl(`rapport-${stage}-republish`);
  const messages = await take(dead);
  const left = new Set(messages);
  let [sent, forgotten] = [0, 0];
  try {
    for (const message of messages) {
      const batch = readDeadBatch(message.Body ?? "");
      const events = batch && (await findEvents(batch, fromTable, output("TableName")));
      console.log(headingOf(batch, events));
      for (const { key, types } of events ?? []) console.log(`  ${key.PK} ${key.SK} ${types.join(" ")}`);
      if (batch !== null && events === null) forgotten += 1;
      if (events === null || !republish) continue;
      for (const { key } of events) await send(again, key);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: dead, ReceiptHandle: message.ReceiptHandle }));
      left.delete(message);
      sent += countOf(events);
    }
  } finally {
    for (const { ReceiptHandle } of left)
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: dead, ReceiptHandle, VisibilityTimeout: 0 }));
  }
  return [
    ...(sent > 0 ? [`${sent} events will be published now. Those that fail wait in the queue poison.`] : []),
    ...(forgotten > 0 ? ["Some records have expired in the stream. Add --from-table to find their events."] : []),
    ...(left.size > forgotten && !republish ? ["Nothing was changed. Add --republish to publish them."] : []),
    `Messages in the queue stream-dead: ${left.size}.`,
  ].join("\n");
}

/** Lists the table's events since a moment, and sends them to the queue republish if asked to. */
async function eventsSince({ stage, output }: Target, since: string, republish: boolean): Promise<string> {
  // Until the last that there is: clocks differ.
  const times = { firstAt: since, lastAt: "9999-01-01T00:00:00.000Z" };
  const events = await eventsInTable(new DynamoDBClient({}), output("TableName"), times);
  for (const { key, types } of events) console.log(`  ${key.PK} ${key.SK} ${types.join(" ")}`);
  if (!republish) return `Events: ${countOf(events)}. Nothing was changed. Add --republish to publish them.`;
  const again = await queueUrl(`rapport-${stage}-republish`);
  for (const { key } of events) await send(again, key);
  return `${countOf(events)} events will be published now. Those that fail wait in the queue poison.`;
}

const send = (QueueUrl: string, key: ConcernedEvent["key"]) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(key) }));

const countOf = (items: readonly ConcernedEvent[]): number => items.reduce((sum, { types }) => sum + types.length, 0);

function headingOf(batch: DeadBatch | null, events: readonly ConcernedEvent[] | null): string {
  if (batch === null) return "A message that does not name a batch";
  const { shardId, firstAt, lastAt, condition, invocations } = batch;
  return [
    `Events: ${events === null ? "expired in the stream" : countOf(events)}`,
    `written from ${firstAt} to ${lastAt}`,
    `given up for ${condition}, number of tries ${invocations}`,
    shardId,
  ].join("; ");
}

async function main(): Promise<void> {
  const flag = { type: "boolean", default: false } as const;
  const options = { ...targetOptions, republish: flag, "from-table": flag, since: { type: "string" } } as const;
  const { values } = parseArgs({ options });
  const since = values.since === undefined ? null : momentIn(values.since, "--since");
  const target = await findTarget(values);
  const { republish, "from-table": fromTable } = values;
  const work =
    since === null
      ? missingEvents(target, { republish, fromTable })
      : eventsSince(target, since.toISOString(), republish);
  console.log(await inWords(work, `the queues and the table of stage ${target.stage}`));
}

await runCommand(main, "npm run missing-events -- --stage prod [--republish] [--from-table | --since MOMENT]");
