import { randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError, jsonReply, known, type CallHandler } from "../aws-endpoint.ts";
import { attributeSchema, md5Of, type Message } from "./message.ts";
import { isDeadLetterQueue, type Queue } from "./sqs.ts";

const outgoing = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.int().optional(),
  MessageAttributes: z.record(z.string(), attributeSchema).optional(),
});
const receiptEntry = z.object({ Id: z.string(), ReceiptHandle: z.string() });

const sent = (queue: Queue, input: z.infer<typeof outgoing>): object => {
  try {
    const { id, body } = queue.send(input.MessageBody, input.MessageAttributes, input.DelaySeconds);
    return { MessageId: id, MD5OfMessageBody: md5Of(body) };
  } catch (error) {
    if (error instanceof RangeError) throw new AwsError("InvalidParameterValue", error.message);
    throw error;
  }
};

const received = (message: Message): object => ({
  MessageId: message.id,
  ReceiptHandle: message.receipt,
  Body: message.body,
  MD5OfBody: md5Of(message.body),
  MessageAttributes: message.attributes,
  Attributes: { ApproximateReceiveCount: String(message.receiveCount), SentTimestamp: String(message.sentAt) },
});

const attributesOf = (queue: Queue): object => ({
  QueueArn: queue.arn,
  ApproximateNumberOfMessages: String(queue.visible),
  ApproximateNumberOfMessagesNotVisible: String(queue.inFlight),
  VisibilityTimeout: String(queue.settings.VisibilityTimeout),
  ...(queue.settings.RedrivePolicy && { RedrivePolicy: JSON.stringify(queue.settings.RedrivePolicy) }),
});

const operations: Readonly<Record<string, (queue: Queue, input: unknown) => object>> = {
  SendMessage: (queue, input) => sent(queue, outgoing.parse(input)),
  SendMessageBatch: (queue, input) => {
    const { Entries } = z.object({ Entries: z.array(outgoing.extend({ Id: z.string() })) }).parse(input);
    return { Successful: Entries.map((entry) => ({ Id: entry.Id, ...sent(queue, entry) })), Failed: [] };
  },
  ReceiveMessage: (queue, input) => {
    const schema = z.object({ MaxNumberOfMessages: z.int().default(1), VisibilityTimeout: z.int().optional() });
    const { MaxNumberOfMessages, VisibilityTimeout } = schema.parse(input);
    return { Messages: queue.receive(MaxNumberOfMessages, VisibilityTimeout).map(received) };
  },
  DeleteMessage: (queue, input) => {
    queue.delete(z.object({ ReceiptHandle: z.string() }).parse(input).ReceiptHandle);
    return {};
  },
  DeleteMessageBatch: (queue, input) => {
    const { Entries } = z.object({ Entries: z.array(receiptEntry) }).parse(input);
    for (const { ReceiptHandle } of Entries) queue.delete(ReceiptHandle);
    return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] };
  },
  ChangeMessageVisibility: (queue, input) => {
    const schema = z.object({ ReceiptHandle: z.string(), VisibilityTimeout: z.int().min(0).max(43_200) });
    const { ReceiptHandle, VisibilityTimeout } = schema.parse(input);
    if (queue.changeVisibility(ReceiptHandle, VisibilityTimeout)) return {};
    throw new AwsError("MessageNotInflight", "The specified message isn't in flight.");
  },
  GetQueueUrl: (queue) => ({ QueueUrl: queue.url }),
  GetQueueAttributes: (queue) => ({ Attributes: attributesOf(queue) }),
};

const named = (queues: readonly Queue[], matches: (queue: Queue) => boolean): Queue => {
  const queue = queues.find(matches);
  if (queue === undefined) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
  return queue;
};

/** Moves dead letters; without a destination each goes back where it came from, and one that was sent here directly cannot. */
const startMoveTask = (queues: readonly Queue[], input: unknown): object => {
  const { SourceArn, DestinationArn } = z
    .object({ SourceArn: z.string(), DestinationArn: z.string().optional() })
    .parse(input);
  const source = named(queues, ({ arn }) => arn === SourceArn);
  if (!isDeadLetterQueue(queues, source))
    throw new AwsError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
  const target = DestinationArn === undefined ? undefined : named(queues, ({ arn }) => arn === DestinationArn);
  if (source.moveAll(target) > 0) throw new AwsError("UnsupportedOperation", "CouldNotDetermineMessageSource");
  return { TaskHandle: randomUUID() };
};

/** The SQS operations that functions, scripts and tests call. An unknown one is answered with an error by name. */
export const answerSqs =
  (queues: readonly Queue[]): CallHandler =>
  async ({ operation, input }) => {
    if (operation === "StartMessageMoveTask") return jsonReply(startMoveTask(queues, input));
    const run = known("SQS", operations, operation);
    const queue = named(queues, ({ url, name }) =>
      operation === "GetQueueUrl" ? name === input.QueueName : url === input.QueueUrl,
    );
    return jsonReply(run(queue, input));
  };
