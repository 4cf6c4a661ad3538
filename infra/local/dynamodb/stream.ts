import * as z from "zod";
import { isObject } from "../json.ts";
import type { DynamoDb } from "./dynamodb.ts";

/** One change of a table, as the stream tells it; only what the mapping itself looks at is typed. */
export interface StreamRecord {
  readonly eventID: string;
  readonly dynamodb: { readonly SequenceNumber: string; readonly ApproximateCreationDateTime: number };
  readonly [member: string]: unknown;
}

const shardsSchema = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string() })),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const iteratorSchema = z.object({ ShardIterator: z.string() });
const recordsSchema = z.object({ Records: z.array(z.unknown()), NextShardIterator: z.string().nullish() });

/** The streams of DynamoDB Local tell an empty map as `{}`, those of DynamoDB as `{ "M": {} }`. */
const withMaps = (key: string, value: unknown): unknown =>
  isObject(value) && Object.keys(value).length === 0 && key !== "M" ? { M: value } : value;

/** A page that was cut has a thousand records or a megabyte of them, both well above these. */
const cutPage = { records: 500, characters: 500_000 };

interface Shard {
  readonly id: string;
  /** `null` once the shard is closed and read. */
  iterator: string | null;
  lastSequenceNumber: string | undefined;
}

/** Records of one shard, oldest first. */
export interface ShardRecords {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
}

/** How far each shard was read, by its id: the sequence number of its last record. */
export type Checkpoint = Readonly<Record<string, string>>;

/** From where a stream is read, and by which clock. */
export interface StreamReading {
  readonly now: () => number;
  readonly from?: Checkpoint;
  readonly report?: (line: string) => void;
}

/** Reads a table's stream from its oldest record on; times are told in virtual milliseconds by `now`. */
export class DynamoDbStream {
  /** The ARN by which the endpoint knows it. */
  readonly arn: string;
  readonly #dynamoDb: Pick<DynamoDb, "send" | "call" | "isForeign">;
  readonly #reading: StreamReading;
  #shards: Shard[] = [];

  /** Goes on after `from`, where that names a shard; `report` hears of a stream that had gone silent. */
  constructor(dynamoDb: Pick<DynamoDb, "send" | "call" | "isForeign">, arn: string, reading: StreamReading) {
    this.#dynamoDb = dynamoDb;
    this.arn = arn;
    this.#reading = reading;
  }

  get checkpoint(): Checkpoint {
    const read = this.#shards.flatMap(({ id, lastSequenceNumber }) =>
      lastSequenceNumber ? [[id, lastSequenceNumber]] : [],
    );
    return { ...this.#reading.from, ...(Object.fromEntries(read) as Checkpoint) };
  }

  /** Every record since the last read, by shard, oldest first; none means that the stream is read to its end. */
  async read(): Promise<ShardRecords[]> {
    if (this.#shards.every(({ iterator }) => iterator === null)) await this.#findShards();
    const read = await this.#readShards();
    return read.length === 0 && this.#dynamoDb.isForeign ? this.#readAnew() : read;
  }

  /**
   * A read follows a write, and most writes leave a record: when there is none, the iterators may be dead without saying
   * so, as those of some emulators are. New ones go on after the last record that was read.
   */
  async #readAnew(): Promise<ShardRecords[]> {
    await this.#findShards();
    for (const shard of this.#shards) shard.iterator = await this.#iteratorOf(shard);
    const read = await this.#readShards();
    const found = read.reduce((sum, { records }) => sum + records.length, 0);
    if (found > 0)
      this.#reading.report?.(`The stream had gone silent; a new iterator found ${found} records behind it.`);
    return read;
  }

  async #readShards(): Promise<ShardRecords[]> {
    const read: ShardRecords[] = [];
    for (const shard of this.#shards) {
      const records: StreamRecord[] = [];
      for (let isLast = false; !isLast;) {
        const page = await this.#readOnce(shard);
        records.push(...page.records);
        isLast = page.isLast;
      }
      if (records.length > 0) read.push({ shardId: shard.id, records });
    }
    return read;
  }

  /** One page, and whether the stream has nothing behind it, as far as its size tells; what is written meanwhile wakes the reader again. */
  async #readOnce(shard: Shard): Promise<{ records: readonly StreamRecord[]; isLast: boolean }> {
    if (shard.iterator === null) return { records: [], isLast: true };
    const reply = await this.#dynamoDb.send("DynamoDBStreams_20120810.GetRecords", { ShardIterator: shard.iterator });
    if (reply.body.includes("ExpiredIteratorException")) {
      shard.iterator = await this.#iteratorOf(shard);
      return this.#readOnce(shard);
    }
    if (reply.status !== 200) throw new Error(`DynamoDB refused to read the stream: ${reply.body}`);
    const { Records, NextShardIterator } = recordsSchema.parse(JSON.parse(reply.body, withMaps));
    shard.iterator = NextShardIterator ?? null;
    const records = Records as StreamRecord[];
    shard.lastSequenceNumber = records.at(-1)?.dynamodb.SequenceNumber ?? shard.lastSequenceNumber;
    const ApproximateCreationDateTime = Math.floor(this.#reading.now() / 1000);
    return {
      records: records.map((record) => ({ ...record, dynamodb: { ...record.dynamodb, ApproximateCreationDateTime } })),
      isLast: records.length < cutPage.records && reply.body.length < cutPage.characters,
    };
  }

  async #findShards(): Promise<void> {
    const known = new Set(this.#shards.map(({ id }) => id));
    let after: string | undefined;
    do {
      const answer = await this.#dynamoDb.call("DynamoDBStreams_20120810.DescribeStream", {
        StreamArn: this.arn,
        ...(after && { ExclusiveStartShardId: after }),
      });
      const { Shards, LastEvaluatedShardId } = shardsSchema.parse(answer).StreamDescription;
      for (const { ShardId } of Shards.filter(({ ShardId }) => !known.has(ShardId))) {
        const shard: Shard = { id: ShardId, iterator: null, lastSequenceNumber: this.#reading.from?.[ShardId] };
        shard.iterator = await this.#iteratorOf(shard);
        this.#shards.push(shard);
      }
      after = LastEvaluatedShardId;
    } while (after !== undefined);
  }

  async #iteratorOf({ id, lastSequenceNumber }: Shard): Promise<string> {
    const answer = await this.#dynamoDb.call("DynamoDBStreams_20120810.GetShardIterator", {
      StreamArn: this.arn,
      ShardId: id,
      ...(lastSequenceNumber === undefined
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: lastSequenceNumber }),
    });
    return iteratorSchema.parse(answer).ShardIterator;
  }
}
