import { randomUUID } from "node:crypto";
import { answering, AwsError } from "../aws-endpoint.ts";
import type { Clock } from "../clock.ts";
import { checkEntry, readEntries, type EntryError, type GoodEntry } from "./entries.ts";
import type { Faults } from "../faults/faults.ts";
import { readBuses, readRules, type Destinations, type Rule, type Target } from "./rules.ts";
import type { Place } from "../identities.ts";
import { Postponed } from "../postponed.ts";
import type { Queue } from "../sqs/sqs.ts";
import type { Template } from "../template/template.ts";

/** An event as it passed a bus, for the timeline. */
export interface PublishedEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly at: string;
}

/** Pauses between attempts at a target grow to this; EventBridge spreads 185 attempts over a day. */
const longestPauseMs = 600_000;
/** Errors that EventBridge does not retry; source: "Using dead-letter queues to process undelivered events in EventBridge" of the user guide. */
const permanent = new Set(["INVALID_PARAMETER", "NO_PERMISSIONS", "NO_RESOURCE"]);

/** Which limit of the target's retry policy forbids another attempt, at an event that is then so old. */
const exhaustion = ({ attempts, ageMs }: Target, attempt: number, age: number): string | undefined => {
  if (attempt >= attempts) return "MaximumRetryAttempts";
  return age > ageMs ? "MaximumEventAgeInSeconds" : undefined;
};

/** Hands an event to the target's dead letters; one that is too large even for them is lost. */
const bury = ({ deadLetters }: Target, event: object, attributes: Parameters<Queue["send"]>[1]): void => {
  try {
    deadLetters?.send(JSON.stringify(event), attributes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
};

/** An event on its way to a target, which may have refused it some times already; `since` in virtual milliseconds. */
export interface Delivery {
  readonly target: string;
  readonly event: object;
  readonly attempt: number;
  readonly since: number;
}

/** The default bus and the template's own, their rules and targets. */
export class EventBuses {
  /** What a target has refused and is to get again. */
  readonly retries: Postponed<Delivery>;
  readonly published: PublishedEvent[] = [];
  readonly #listeners: ((event: PublishedEvent) => void)[] = [];
  readonly #names: readonly string[];
  readonly #rules: readonly Rule[];
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #place: Pick<Place, "account" | "region">;

  /** Throws on an unknown pattern operator, target property, target or dead-letter queue. */
  constructor(template: Template, destinations: Destinations, { account, region }: Pick<Place, "account" | "region">) {
    this.#clock = destinations.clock;
    this.#faults = destinations.faults;
    this.#place = { account, region };
    this.#names = ["default", ...readBuses(template)];
    this.#rules = readRules(template, destinations, (bus) => this.#busName(bus));
    this.retries = new Postponed(destinations.clock, (delivery) => this.#deliver(delivery));
  }

  /** `PutEvents`, with the limits and the answers per entry that EventBridge has. */
  readonly answer = answering("EventBridge", {
    PutEvents: (input) => {
      const Entries = readEntries(input).map((entry) => this.#put(checkEntry(entry)));
      return { FailedEntryCount: Entries.filter((result) => "ErrorCode" in result).length, Entries };
    },
  });

  /** Calls `listener` with every event that passes a bus. */
  onPublish(listener: (event: PublishedEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** An AWS service speaks on the default bus. */
  publishFromService(source: string, detailType: string, detail: object, resources: string[]): void {
    this.#route({ bus: "default", source, detailType, detail, resources, time: undefined });
  }

  /** An event for a bus that does not exist is taken and lost, as in AWS: github.com/aws/aws-sdk/issues/186. */
  #put(entry: GoodEntry | EntryError): EntryError | { readonly EventId: string } {
    if ("ErrorCode" in entry) return entry;
    const bus = this.#busName(entry.bus);
    return { EventId: bus === undefined ? randomUUID() : this.#route({ ...entry, bus }) };
  }

  #busName(nameOrArn: string): string | undefined {
    return this.#names.find((name) => name === nameOrArn || nameOrArn.endsWith(`:event-bus/${name}`));
  }

  #route({ bus, source, detailType, detail, resources, time: at = this.#clock.now() }: GoodEntry): string {
    const id = randomUUID();
    const time = new Date(at).toISOString();
    const seen = { bus, source, detailType, detail, at: time };
    this.published.push(seen);
    for (const listener of this.#listeners) listener(seen);
    const envelope = {
      version: "0",
      id,
      "detail-type": detailType,
      source,
      ...this.#place,
      time: `${time.slice(0, 19)}Z`,
      resources,
      detail,
    };
    for (const rule of this.#rules.filter((candidate) => candidate.bus === bus && candidate.matches(envelope))) {
      for (const { key } of rule.targets)
        this.#deliver({ target: key, event: envelope, attempt: 0, since: this.#clock.now() });
    }
    return id;
  }

  /**
   * Tries a target until it takes the event, its attempts or its time are up; what is left goes to its dead letters.
   * With a target that the template has no longer, what was for it is gone, as in AWS.
   */
  #deliver({ target: key, event, attempt, since }: Delivery): void {
    const target = this.#rules.flatMap(({ targets }) => targets).find((candidate) => candidate.key === key);
    if (target === undefined) return;
    const fault = this.#faults.take("events", "DeliverToTarget");
    try {
      if (fault !== undefined) throw new AwsError(fault.error, `${fault.error} was injected.`);
      return target.deliver(event);
    } catch (error) {
      const code = error instanceof AwsError ? error.code : "INVALID_PARAMETER";
      const due = this.#clock.now() + Math.min(1000 * 2 ** attempt, longestPauseMs);
      const exhausted = exhaustion(target, attempt, due - since);
      if (!permanent.has(code) && exhausted === undefined)
        return this.retries.add({ due, work: { target: key, event, attempt: attempt + 1, since } });
      const attributes = {
        RULE_ARN: target.rule,
        TARGET_ARN: target.arn,
        ERROR_CODE: code,
        ERROR_MESSAGE: error instanceof Error ? error.message : String(error),
        RETRY_ATTEMPTS: String(attempt),
        ...(!permanent.has(code) && exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted }),
      };
      const texts = Object.entries(attributes).map(
        ([name, text]) => [name, { DataType: "String", StringValue: text }] as const,
      );
      bury(target, event, Object.fromEntries(texts));
    }
  }
}
