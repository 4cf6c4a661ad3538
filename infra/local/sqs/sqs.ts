import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import { Disorder } from "../faults/disorder.ts";
import type { KeptMessage, Message } from "./message.ts";
import { inert, type Resource, type Template } from "../template/template.ts";

const queueSchema = z.strictObject({
  ...inert("KmsMasterKeyId", "QueueName", "ReceiveMessageWaitTimeSeconds", "RedriveAllowPolicy"),
  ...inert("SqsManagedSseEnabled", "Tags"),
  /** Bytes. */
  MaximumMessageSize: z.int().default(1_048_576),
  /** Seconds. */
  MessageRetentionPeriod: z.int().default(345_600),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.int() }).optional(),
  /** Seconds. */
  VisibilityTimeout: z.int().default(30),
});

/** What a queue can do for the messages of another: find it by its ARN. */
type FindQueue = (arn: string) => Queue;

/** One standard queue: visibility time-out, receive counts, retention, redrive to its dead-letter queue. */
export class Queue {
  readonly name: string;
  readonly shortName: string;
  readonly arn: string;
  readonly url: string;
  readonly settings: z.infer<typeof queueSchema>;
  readonly #clock: Clock;
  readonly #find: FindQueue;
  #messages: Message[] = [];
  /** How many messages it ever got. */
  #count = 0;
  #disorder: Disorder | undefined;
  #onVisible: (() => void) | undefined;
  #disarm: (() => void) | undefined;

  constructor(resource: Resource<z.infer<typeof queueSchema>>, shortName: string, clock: Clock, find: FindQueue) {
    this.name = resource.name;
    this.shortName = shortName;
    this.arn = resource.attributes.Arn ?? "";
    this.url = resource.ref;
    this.settings = resource.properties;
    this.#clock = clock;
    this.#find = find;
  }

  /** Where messages go that were received too often; `undefined` without a redrive policy. Throws when the template has no such queue. */
  get deadLetters(): Queue | undefined {
    const { RedrivePolicy } = this.settings;
    return RedrivePolicy && this.#find(RedrivePolicy.deadLetterTargetArn);
  }

  get visible(): number {
    return this.#live().filter(({ visibleAt }) => visibleAt <= this.#clock.now()).length;
  }

  get inFlight(): number {
    return this.#live().length - this.visible;
  }

  /** What it holds, visible or not, oldest first. */
  get messages(): readonly Message[] {
    return this.#live();
  }

  /** Takes back what was kept of another run; receipts given out then are worth nothing now. */
  restore(kept: readonly KeptMessage[]): void {
    for (const { origin, ...message } of kept) {
      this.#messages.push({
        ...message,
        nth: this.#count++,
        receipt: "",
        ...(origin !== undefined && { origin: this.#find(origin) }),
      });
    }
    this.#arm();
    this.#onVisible?.();
  }

  /** Hands out as a standard queue may, decided by a seed; without one in the order of sending, each message once. */
  disorder(seed?: number): void {
    this.#disorder = seed === undefined ? undefined : new Disorder(seed);
  }

  /** Calls `consumer` whenever a message may have become visible. */
  consume(consumer: () => void): void {
    this.#onVisible = consumer;
  }

  /** `delay` in seconds. Throws a RangeError on a body that is too large. */
  send(body: string, attributes: Message["attributes"] = {}, delay = 0): Message {
    if (Buffer.byteLength(body) > this.settings.MaximumMessageSize) {
      throw new RangeError(
        `One or more parameters are invalid. Reason: Message must be shorter than ${this.settings.MaximumMessageSize} bytes.`,
      );
    }
    const now = this.#clock.now();
    return this.#add({ id: randomUUID(), body, attributes, sentAt: now, visibleAt: now + delay * 1000 });
  }

  /** Takes up to `limit` visible messages in flight for `timeout` seconds; gives up those that were received too often. */
  receive(limit: number, timeout = this.settings.VisibilityTimeout): Message[] {
    const now = this.#clock.now();
    const visible = this.#inOrder(this.#live().filter(({ visibleAt }) => visibleAt <= now));
    const { RedrivePolicy } = this.settings;
    const exhausted = visible.filter(
      ({ receiveCount }) => RedrivePolicy && receiveCount >= RedrivePolicy.maxReceiveCount,
    );
    for (const message of exhausted) this.#giveUp(message);
    const received = visible.filter((message) => !exhausted.includes(message)).slice(0, limit);
    for (const message of received) {
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
      message.receipt = randomUUID();
      message.visibleAt = now + timeout * 1000;
    }
    this.#arm();
    return received;
  }

  /** Does nothing for a receipt that is no longer the message's last, as SQS does. */
  delete(receipt: string): void {
    const deleted = this.#messages.find((message) => message.receipt === receipt);
    if (deleted === undefined) return;
    if (this.#disorder?.repeats(this.shortName, deleted.nth) && !deleted.repeated) {
      deleted.repeated = true;
      deleted.visibleAt = this.#clock.now();
      this.#onVisible?.();
    } else this.#remove(deleted);
    this.#arm();
  }

  /** Answers whether the receipt belongs to a message in flight; `seconds` count from now. */
  changeVisibility(receipt: string, seconds: number): boolean {
    const message = this.#live().find((candidate) => candidate.receipt === receipt);
    if (message === undefined || message.visibleAt <= this.#clock.now()) return false;
    message.visibleAt = this.#clock.now() + seconds * 1000;
    if (seconds === 0) this.#onVisible?.();
    this.#arm();
    return true;
  }

  /** Moves every visible message to `target`, or back to where it was given up; answers how many could not be moved for want of a way back. */
  moveAll(target?: Queue): number {
    let stranded = 0;
    for (const message of this.#live().filter(({ visibleAt }) => visibleAt <= this.#clock.now())) {
      const destination = target ?? message.origin;
      if (destination === undefined) stranded += 1;
      else {
        this.#remove(message);
        destination.send(message.body, message.attributes);
      }
    }
    return stranded;
  }

  clear(): void {
    this.#messages = [];
    this.#count = 0;
    this.#arm();
  }

  #inOrder(messages: readonly Message[]): readonly Message[] {
    const disorder = this.#disorder;
    if (disorder === undefined) return messages;
    const rankOf = ({ nth }: Message): number => disorder.rankOf(this.shortName, nth);
    return messages.toSorted((one, other) => rankOf(one) - rankOf(other));
  }

  #live(): Message[] {
    const oldest = this.#clock.now() - this.settings.MessageRetentionPeriod * 1000;
    this.#messages = this.#messages.filter(({ sentAt }) => sentAt > oldest);
    return this.#messages;
  }

  #add(message: Pick<Message, "id" | "body" | "attributes" | "sentAt" | "movedAt" | "origin" | "visibleAt">): Message {
    const added = { ...message, nth: this.#count++, receiveCount: 0, firstReceivedAt: undefined, receipt: "" };
    this.#messages.push(added);
    if (added.visibleAt <= this.#clock.now()) this.#onVisible?.();
    else this.#arm();
    return added;
  }

  #giveUp(message: Message): void {
    this.#remove(message);
    const { id, body, attributes, sentAt } = message;
    const { deadLetters } = this;
    const now = this.#clock.now();
    if (deadLetters) deadLetters.#add({ id, body, attributes, sentAt, movedAt: now, origin: this, visibleAt: now });
  }

  #remove(message: Message): void {
    this.#messages = this.#messages.filter((other) => other !== message);
  }

  /** One timer per queue, for the next message that becomes visible; a deleted message leaves none behind. */
  #arm(): void {
    this.#disarm?.();
    this.#disarm = undefined;
    const now = this.#clock.now();
    const dues = this.#messages.map(({ visibleAt }) => visibleAt).filter((due) => due > now);
    if (dues.length === 0 || this.#onVisible === undefined) return;
    const due = dues.reduce((earliest, other) => Math.min(earliest, other));
    this.#disarm = this.#clock.at(due, () => {
      this.#onVisible?.();
      this.#arm();
    });
  }
}

/** Every queue of the template; a wrong dead-letter ARN throws at once. */
export const makeQueues = (template: Template, clock: Clock): Queue[] => {
  const find: FindQueue = (arn) => {
    const queue = queues.find((candidate) => candidate.arn === arn);
    if (queue === undefined) throw new Error(`The template has no queue ${arn}.`);
    return queue;
  };
  const queues = template
    .all("AWS::SQS::Queue", queueSchema)
    .map((resource) => new Queue(resource, template.shortName(resource.name), clock, find));
  for (const queue of queues) void queue.deadLetters;
  return queues;
};

/** Whether the messages of a queue were given up by another one. */
export const isDeadLetterQueue = (queues: readonly Queue[], queue: Queue | undefined): boolean =>
  queues.some(({ deadLetters }) => deadLetters !== undefined && deadLetters === queue);
