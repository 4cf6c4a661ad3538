import { randomUUID } from "node:crypto";
import { DynamoDbStream, type Checkpoint, type ShardRecords, type StreamRecord } from "../dynamodb/stream.ts";
import type { DynamoDb } from "../dynamodb/dynamodb.ts";
import { failuresOf, type Consumer, type StreamSettings } from "./mapping-settings.ts";
import type { Queue } from "../sqs/sqs.ts";

/** Where a mapping stands: how far it has read, and what it has read and not delivered. */
export interface Position {
  readonly checkpoint: Checkpoint;
  readonly batches: readonly Batch[];
}

interface Batch extends ShardRecords {
  /** How often the function has failed on the first record. */
  readonly failures: number;
}

const longestPauseMs = 60_000;
/** Pause before a failed batch is tried again: 1 s, doubled each time, up to one minute. */
const pauseAfter = (failures: number): number => Math.min(1000 * 2 ** (failures - 1), longestPauseMs);

const sequenceNumberOf = (record: StreamRecord | undefined): string => record?.dynamodb.SequenceNumber ?? "";

/** The table whose stream is read, and the queue for what is discarded. */
export interface StreamSource {
  readonly table: string;
  readonly dynamoDb: DynamoDb;
  readonly discarded: Queue | undefined;
}

/** Feeds a table's stream to a function, in order: a failing batch holds up what comes after it until it succeeds or is discarded. */
export class StreamMapping {
  readonly #source: StreamSource;
  readonly #settings: StreamSettings;
  readonly #consumer: Consumer;
  #stream: DynamoDbStream | undefined;
  #batches: Batch[] = [];
  #reading = false;
  #unread = false;
  #pausing = false;

  constructor(source: StreamSource, settings: StreamSettings, consumer: Consumer) {
    this.#source = source;
    this.#settings = settings;
    this.#consumer = consumer;
    source.dynamoDb.onWrite(() => this.wake());
  }

  /** Starts over on the stream of the table as it is now, or goes on where another run stood. Throws when the function may not read it. */
  async open({ checkpoint, batches }: Position = { checkpoint: {}, batches: [] }): Promise<void> {
    const { clock, authorize } = this.#consumer;
    authorize();
    this.#batches = [...batches];
    this.#pausing = false;
    const { table, dynamoDb } = this.#source;
    this.#stream = new DynamoDbStream(dynamoDb, await dynamoDb.streamOf(table), {
      now: () => clock.now(),
      from: checkpoint,
      report: this.#consumer.report,
    });
  }

  /** Exact only while nothing runs. */
  get position(): Position {
    return { checkpoint: this.#stream?.checkpoint ?? {}, batches: this.#batches };
  }

  /** Reads what has been written since, unless a failed batch waits for its next try. */
  wake(): void {
    this.#unread = true;
    if (this.#reading || this.#pausing) return;
    this.#reading = true;
    this.#consumer.activity.start(() => this.#run());
  }

  async #run(): Promise<void> {
    try {
      while (!this.#pausing) {
        const batch = this.#batches.shift();
        if (batch !== undefined) await this.#deliver(batch);
        else if (this.#unread) await this.#read();
        else return;
      }
    } finally {
      // In the same turn as the last look at what is unread, so that no write comes in between and is not heard of.
      this.#reading = false;
    }
  }

  async #read(): Promise<void> {
    this.#unread = false;
    this.#consumer.authorize();
    for (const { shardId, records: all } of (await this.#stream?.read()) ?? []) {
      const records = all.filter((record) => this.#consumer.accepts(record));
      for (let start = 0; start < records.length; start += this.#settings.BatchSize) {
        this.#batches.push({ shardId, records: records.slice(start, start + this.#settings.BatchSize), failures: 0 });
      }
    }
  }

  async #deliver(batch: Batch): Promise<void> {
    const { records } = batch;
    const identifiers = records.map(sequenceNumberOf);
    const eventSourceARN = this.#settings.EventSourceArn;
    const handed = records.map((record) => ({ ...record, eventSourceARN }));
    const failed = await failuresOf(this.#consumer, this.#settings, handed, identifiers);
    const first = identifiers.findIndex((identifier) => failed.has(identifier));
    if (first === -1) return;
    const failures = first === 0 ? batch.failures + 1 : 1;
    this.#retry({ ...batch, records: records.slice(first), failures }, failed.size === records.length);
  }

  /** What comes before the first failure is done; the rest is tried again, halved when all of it failed and the mapping bisects. */
  #retry(batch: Batch, whole: boolean): void {
    const { records, failures } = batch;
    if (this.#settings.BisectBatchOnFunctionError && whole && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      // A split does not count as a retry.
      const halves = [records.slice(0, middle), records.slice(middle)];
      this.#batches.unshift(...halves.map((half) => ({ ...batch, records: half, failures: failures - 1 })));
      return;
    }
    const { clock } = this.#consumer;
    const { MaximumRetryAttempts: attempts, MaximumRecordAgeInSeconds: age } = this.#settings;
    const due = clock.now() + pauseAfter(failures);
    const oldest = (records[0]?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000;
    if (attempts !== -1 && failures > attempts) return this.#discard(batch, "RetryAttemptsExhausted");
    if (age !== -1 && due - oldest > age * 1000) return this.#discard(batch, "MaximumRecordAgeExceeded");
    this.#batches.unshift(batch);
    this.#pausing = true;
    clock.at(due, () => {
      this.#pausing = false;
      this.wake();
    });
  }

  /** Tells the failure destination where the records are, not what they hold, as Lambda does. */
  #discard({ shardId, records, failures }: Batch, condition: string): void {
    const now = new Date(this.#consumer.clock.now()).toISOString();
    const arrival = (record: StreamRecord | undefined): string =>
      new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
    const message = {
      version: "1.0",
      timestamp: now,
      requestContext: {
        requestId: randomUUID(),
        functionArn: this.#consumer.lambda.arn,
        condition,
        approximateInvokeCount: failures,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: sequenceNumberOf(records[0]),
        endSequenceNumber: sequenceNumberOf(records.at(-1)),
        approximateArrivalOfFirstRecord: arrival(records[0]),
        approximateArrivalOfLastRecord: arrival(records.at(-1)),
        batchSize: records.length,
        streamArn: this.#stream?.arn,
      },
    };
    this.#source.discarded?.send(JSON.stringify(message));
  }
}
