import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { connectTable, jittered } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { busPublisher } from "./bus.ts";
import { publishEvents } from "./handler.ts";

const { table, bus, poisonQueue } = readEnvironment("table", "bus", "poisonQueue");
const queues = new SQSClient({});

/** From the table's stream to the bus. */
export const handler = publishEvents({
  table: connectTable(table),
  publish: busPublisher({ client: new EventBridgeClient({}), busName: bus, pause: jittered }),
  setAside: async (key) => {
    await queues.send(new SendMessageCommand({ QueueUrl: poisonQueue, MessageBody: JSON.stringify(key) }));
  },
  nowMs: Date.now,
});
