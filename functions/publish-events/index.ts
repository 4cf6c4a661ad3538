import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { answerWithin } from "../../shared/runtime/answer-within.ts";
import { connectTable, jittered, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { writeHeartbeat } from "../../shared/table/heartbeat.ts";
import { busPublisher } from "./bus.ts";
import { publishEvents } from "./handler.ts";
import { environment } from "./manifest.ts";
import { keepingLists } from "./lists.ts";

const { table, masterKey, bus, poisonQueue } = readEnvironment(environment);
/** Milliseconds of one attempt of a call. The SDK makes three, so both services may hang before the time-out of the function. */
const longestAnswer = 8_000;
const queues = new SQSClient({ requestHandler: answerWithin(longestAnswer) });
const eventBridge = new EventBridgeClient({ requestHandler: answerWithin(longestAnswer) });
const connected = connectTable(table);

/** Seconds for which a key is hidden after it was taken: longer than a run, so that a run takes each key once. */
const hiddenFor = 120;

/** Publishes the table's events on the bus. */
export const handler = publishEvents({
  table: connected,
  publish: keepingLists(busPublisher({ client: eventBridge, busName: bus, pause: jittered }), {
    table: connected,
    masterKey: masterKeySource(masterKey, Date.now),
  }),
  setAside: async (key) => {
    await queues.send(new SendMessageCommand({ QueueUrl: poisonQueue, MessageBody: JSON.stringify(key) }));
  },
  takeSetAside: async () => {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({
        QueueUrl: poisonQueue,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: hiddenFor,
        // Asks every server of the queue, so that an empty answer means an empty queue.
        WaitTimeSeconds: 1,
      }),
    );
    return Messages.map(({ Body = "", ReceiptHandle = "" }) => ({ body: Body, receipt: ReceiptHandle }));
  },
  forget: async (receipt) => {
    await queues.send(new DeleteMessageCommand({ QueueUrl: poisonQueue, ReceiptHandle: receipt }));
  },
  beat: () => writeHeartbeat(connected, systemClock()),
  nowMs: Date.now,
});
