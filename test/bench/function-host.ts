import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { sweepDue } from "../../functions/sweep-due/handler.ts";
import { succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import type { FunctionName } from "../../infra/manifests.ts";
import { countedEvents, dueShards, mailedEvents, ownMailKind } from "../../shared/names.ts";
import type { Capacity } from "../support/table/capacity.ts";
import { aBatch, aMessage } from "../support/stack/queue-events.ts";
import { aSesEvent } from "../support/stack/ses-events.ts";
import { deploy } from "./deployment.ts";
import type { Asked, FakeAws, Image } from "./fake-aws.ts";
import { answered, invocationOf, type Sent } from "./requests.ts";

type Handler = (event: unknown, context: unknown) => Promise<Record<string, unknown>>;

/** What was used of AWS since the host was opened. */
export interface Taken {
  readonly capacity: Capacity;
  /** Each run, by function. */
  readonly runs: ReadonlyMap<FunctionName, readonly Run[]>;
  readonly events: number;
  readonly mails: number;
  /** What went through each queue. */
  readonly queues: Readonly<Record<QueueName, Queued>>;
  /** Bytes that functions wrote to their logs, with what surrounds each line. */
  readonly bytesLogged: number;
  /** Calls of the API, and bytes that left through it. */
  readonly calls: number;
  readonly bytesOut: number;
}

/** One run of a function: what it took of a processor, and the requests that it waited for. */
export interface Run {
  readonly cpuMs: number;
  readonly requests: Readonly<Record<string, number>>;
}

/** Queues that events and reports of SES go through. */
export type QueueName = "mail" | "delivery" | "funnel";

/** Messages of a queue, and batches in which a function took them. */
export interface Queued {
  messages: number;
  batches: number;
}

/**
 * Messages that are taken together: about this many of 1,000 invitations a day fall into the window of their queue, five minutes
 * for steps and none for mails. A mail has a batch of its own.
 */
const takenTogether = { steps: 12 };

/** Bytes around a line of a function: time, level and request by Lambda, and what CloudWatch adds to each event. */
const lineAround = 110 + 26;

/** Bytes of an answer's headers, about. */
const headerBytes = 600;

/** Runs shipped bundles in this process: requests come in, and their consequences follow at once. */
export class FunctionHost {
  readonly #aws: FakeAws;
  readonly #folder: string;
  readonly #table: string;
  readonly #handlers = new Map<FunctionName, Handler>();
  readonly #runs = new Map<FunctionName, Run[]>();
  readonly #count = { events: 0, mails: 0, calls: 0, bytesOut: 0, bytesLogged: 0 };
  readonly #queues: Record<QueueName, Queued> = {
    mail: { messages: 0, batches: 0 },
    delivery: { messages: 0, batches: 0 },
    funnel: { messages: 0, batches: 0 },
  };
  /** Steps that wait to be counted, by what they follow from: customers do not answer in the minutes in which they are invited. */
  readonly #steps = new Map<string, string[]>();
  #capacity: Capacity = { reads: 0, writes: 0 };

  constructor(aws: FakeAws, folder: string, table: string) {
    this.#aws = aws;
    this.#folder = folder;
    this.#table = table;
  }

  get taken(): Taken {
    return { capacity: this.#capacity, runs: this.#runs, queues: this.#queues, ...this.#count };
  }

  /** One request, and all that follows from it. Throws when it is refused. */
  async send(sent: Sent, claims: unknown): Promise<Answer> {
    const { name, event } = invocationOf(sent, claims);
    const { statusCode, headers, body } = await this.#run(name, event);
    const text = typeof body === "string" ? body : "";
    const answer = succeeded(await answered(sent, { status: Number(statusCode), headers: headers as object, text }));
    this.#count.calls++;
    this.#count.bytesOut += Buffer.byteLength(text) + headerBytes;
    await this.#settle(event.routeKey);
    return answer;
  }

  /** Sweeps all shards at that time, each page as one run. */
  async sweep(at: string): Promise<void> {
    const client = new DynamoDBClient({});
    const handle = sweepDue(deploy(client, this.#table), () => at);
    const context = { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => Infinity };
    for (const shard of dueShards) await this.#timed("sweep-due", () => handle({ shard }, context));
    client.destroy();
    await this.#settle("sweep");
  }

  /** Counts what was not counted yet. */
  async end(): Promise<void> {
    for (const context of this.#steps.keys()) await this.#countSteps(context);
  }

  /** Publishes committed events, sends their mails, reports the deliveries, and so on until nothing follows. */
  async #settle(context: string): Promise<void> {
    const steps = this.#steps.get(context) ?? [];
    this.#steps.set(context, steps);
    let { committed } = await this.#asked();
    while (committed.length > 0) {
      await this.#batch("publish-events", { Records: committed.map(recordOf) });
      const { published } = await this.#asked();
      this.#count.events += published.length;
      const following: Image[] = [];
      for (const event of published) {
        if ((countedEvents as readonly string[]).includes(event["detail-type"])) steps.push(JSON.stringify(event));
        if (!(mailedEvents as readonly string[]).includes(event["detail-type"])) continue;
        following.push(...(await this.#mail(JSON.stringify(event))));
      }
      committed = following;
    }
    if (steps.length >= takenTogether.steps) await this.#countSteps(context);
  }

  async #countSteps(context: string): Promise<void> {
    const steps = this.#steps.get(context)?.splice(0) ?? [];
    if (steps.length === 0) return;
    await this.#take("funnel", "count-invitations", steps);
    await this.#asked();
  }

  /** Events that a mail and its arrival commit. */
  async #mail(event: string): Promise<readonly Image[]> {
    await this.#take("mail", "send-mail", [event]);
    const { mailed, committed } = await this.#asked();
    const all = [...committed];
    for (const tags of mailed) {
      this.#count.mails++;
      // The rule leaves out reports of the delivery of other mails.
      if (tags["kind"]?.[0] !== ownMailKind) continue;
      await this.#take("delivery", "record-delivery", [aSesEvent("delivered", { tags })]);
      all.push(...(await this.#asked()).committed);
    }
    return all;
  }

  async #asked(): Promise<Asked> {
    const asked = await this.#aws.take();
    const { reads, writes } = this.#capacity;
    this.#capacity = { reads: reads + asked.capacity.reads, writes: writes + asked.capacity.writes };
    return asked;
  }

  /** A batch of a queue. */
  async #take(queue: QueueName, name: FunctionName, bodies: readonly string[]): Promise<void> {
    this.#queues[queue].messages += bodies.length;
    this.#queues[queue].batches++;
    await this.#batch(name, aBatch(...bodies.map((body, at) => aMessage(body, { id: `m-${at}` }))));
  }

  async #batch(name: FunctionName, event: unknown): Promise<void> {
    const { batchItemFailures } = await this.#run(name, event);
    if ((batchItemFailures as unknown[]).length > 0) throw new Error(`${name} failed.`);
  }

  async #run(name: FunctionName, event: unknown): Promise<Record<string, unknown>> {
    const handler = this.#handlers.get(name) ?? (await this.#load(name));
    return this.#timed(name, () => handler(event, { awsRequestId: "request-1" }));
  }

  async #timed<Result>(name: FunctionName, run: () => Promise<Result>): Promise<Result> {
    const before = await this.#aws.heard();
    const started = process.threadCpuUsage();
    const result = await this.#listening(run);
    const { user, system } = process.threadCpuUsage(started);
    const all = Object.entries(await this.#aws.heard());
    const requests = all.map(([operation, count]) => [operation, count - (before[operation] ?? 0)] as const);
    const cpuMs = (user + system) / 1000;
    this.#runs.set(name, [...(this.#runs.get(name) ?? []), { cpuMs, requests: Object.fromEntries(requests) }]);
    return result;
  }

  /** Counts what is logged. */
  async #listening<Result>(run: () => Promise<Result>): Promise<Result> {
    const usual = { ...console };
    const count = (line: string): void => void (this.#count.bytesLogged += Buffer.byteLength(line) + lineAround);
    Object.assign(console, { info: count, warn: count, error: count });
    try {
      return await run();
    } finally {
      Object.assign(console, usual);
    }
  }

  async #load(name: FunctionName): Promise<Handler> {
    const bundle = pathToFileURL(join(this.#folder, name, "index.mjs")).href;
    const { handler } = (await import(bundle)) as { handler: Handler };
    this.#handlers.set(name, handler);
    return handler;
  }
}

/** A committed event as the table's stream hands it to a function. */
const recordOf = (NewImage: Image, at: number) => ({
  eventName: "INSERT",
  dynamodb: {
    ApproximateCreationDateTime: Date.now() / 1000,
    Keys: { PK: NewImage["PK"], SK: NewImage["SK"] },
    NewImage,
    SequenceNumber: String(at),
    StreamViewType: "NEW_IMAGE",
  },
});
