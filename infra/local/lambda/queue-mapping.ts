import { jsonIn } from "../json.ts";
import { failuresOf, type Consumer, type QueueSettings } from "./mapping-settings.ts";
import { md5Of, type Message } from "../sqs/message.ts";
import type { Queue } from "../sqs/sqs.ts";

const bodyOf = (body: string): unknown => {
  const parsed = jsonIn(body);
  return parsed === undefined ? body : parsed;
};

const recordOf = (message: Message, queue: Queue): object => ({
  messageId: message.id,
  receiptHandle: message.receipt,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(Math.floor(message.sentAt)),
    SenderId: "local",
    ApproximateFirstReceiveTimestamp: String(Math.floor(message.firstReceivedAt ?? message.sentAt)),
  },
  messageAttributes: Object.fromEntries(
    Object.entries(message.attributes).map(([name, { DataType, StringValue }]) => [
      name,
      { stringValue: StringValue, stringListValues: [], binaryListValues: [], dataType: DataType },
    ]),
  ),
  md5OfBody: md5Of(message.body),
  eventSource: "aws:sqs",
  eventSourceARN: queue.arn,
  awsRegion: queue.arn.split(":")[3],
});

/** Feeds a queue's visible messages to a function, as many batches at once as it takes; what fails stays in flight until its visibility time-out. */
export class QueueMapping {
  readonly #queue: Queue;
  readonly #settings: QueueSettings;
  readonly #consumer: Consumer;
  #delivering = 0;

  constructor(queue: Queue, settings: QueueSettings, consumer: Consumer) {
    this.#queue = queue;
    this.#settings = settings;
    this.#consumer = consumer;
  }

  /** Starts to consume. Throws when the function may not. */
  open(): void {
    this.#consumer.authorize();
    this.#queue.consume(() => this.#poll());
  }

  /** How many batches are with the function at most. */
  get #limit(): number {
    return Math.min(this.#consumer.lambda.limit, this.#settings.ScalingConfig?.MaximumConcurrency ?? Infinity);
  }

  #poll(): void {
    if (this.#delivering >= this.#limit) return;
    this.#consumer.activity.start(async () => {
      this.#consumer.authorize();
      for (let batch = this.#next(); batch.length > 0; batch = this.#next()) this.#start(batch);
    });
  }

  #next(): Message[] {
    return this.#delivering < this.#limit ? this.#queue.receive(this.#settings.BatchSize) : [];
  }

  #start(batch: readonly Message[]): void {
    this.#delivering += 1;
    this.#consumer.activity.start(() =>
      this.#deliver(batch).finally(() => {
        this.#delivering -= 1;
        this.#poll();
      }),
    );
  }

  async #deliver(batch: readonly Message[]): Promise<void> {
    const accepted = batch.filter(({ body }) => this.#consumer.accepts({ body: bodyOf(body) }));
    // What a filter turns away is deleted, not kept for another consumer.
    for (const message of batch) if (!accepted.includes(message)) this.#queue.delete(message.receipt);
    if (accepted.length === 0) return;
    const receipts = new Map(accepted.map(({ id, receipt }) => [id, receipt]));
    const records = accepted.map((message) => recordOf(message, this.#queue));
    const failed = await failuresOf(this.#consumer, this.#settings, records, [...receipts.keys()]);
    for (const [id, receipt] of receipts) if (!failed.has(id)) this.#queue.delete(receipt);
  }
}
