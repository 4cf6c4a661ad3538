import { randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError, jsonReply, type CallHandler } from "./aws-endpoint.ts";
import type { Clock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import { readBuses, readRules, type Destinations, type Rule, type Target } from "./event-rules.ts";
import type { Template } from "./template.ts";

const entrySchema = z.object({
  Detail: z.string().optional(),
  DetailType: z.string().optional(),
  EventBusName: z.string().default("default"),
  Resources: z.array(z.string()).default([]),
  Source: z.string().optional(),
  /** Seconds since the epoch. */
  Time: z.number().optional(),
});
type Entry = z.infer<typeof entrySchema>;

/** An event as it passed a bus, for the timeline. */
export interface PublishedEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly at: string;
}

const maximumEntries = 10;
const maximumRequestBytes = 1_048_576;
/** Pauses between attempts at a target grow to this; EventBridge spreads 185 attempts over a day. */
const longestPauseMs = 600_000;

/** The default bus and the template's own, their rules and targets. */
export class EventBuses {
  readonly published: PublishedEvent[] = [];
  readonly #names: readonly string[];
  readonly #rules: readonly Rule[];
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #place: { readonly account: string; readonly region: string };

  /** Throws on an unknown pattern operator, target property, target or dead-letter queue. */
  constructor(
    template: Template,
    destinations: Destinations,
    place: { readonly account: string; readonly region: string },
  ) {
    this.#clock = destinations.clock;
    this.#faults = destinations.faults;
    this.#place = place;
    this.#names = ["default", ...readBuses(template)];
    this.#rules = readRules(template, destinations, (bus) => this.#busName(bus));
  }

  /** `PutEvents`, with the limits and the answers per entry that EventBridge has. */
  readonly answer: CallHandler = async ({ operation, input }) => {
    if (operation !== "PutEvents")
      throw new AwsError("UnknownOperationException", `The local stack does not know EventBridge ${operation}.`);
    const { Entries } = z.object({ Entries: z.array(entrySchema).min(1) }).parse(input);
    if (Entries.length > maximumEntries) {
      throw new AwsError("ValidationException", `Member must have length less than or equal to ${maximumEntries}`);
    }
    if (Buffer.byteLength(JSON.stringify(Entries)) > maximumRequestBytes) {
      throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.");
    }
    const results = Entries.map((entry) => this.#put(entry));
    return jsonReply({ FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results });
  };

  /** An AWS service speaks on the default bus. */
  publishFromService(source: string, detailType: string, detail: object, resources: readonly string[]): void {
    this.#route("default", source, detailType, detail, resources, this.#clock.now());
  }

  #put(entry: Entry): object {
    const { Detail, DetailType, Source } = entry;
    if (!Detail || !DetailType || !Source)
      return { ErrorCode: "InvalidArgument", ErrorMessage: "Detail, DetailType and Source are required." };
    if (Source.startsWith("aws."))
      return { ErrorCode: "NotAuthorizedForSource", ErrorMessage: "Not authorized for the source." };
    const bus = this.#busName(entry.EventBusName);
    if (bus === undefined)
      return {
        ErrorCode: "ResourceNotFoundException",
        ErrorMessage: `Event bus ${entry.EventBusName} does not exist.`,
      };
    try {
      const at = entry.Time === undefined ? this.#clock.now() : entry.Time * 1000;
      return { EventId: this.#route(bus, Source, DetailType, JSON.parse(Detail) as object, entry.Resources, at) };
    } catch (error) {
      if (error instanceof SyntaxError) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
      throw error;
    }
  }

  #busName(nameOrArn: string): string | undefined {
    return this.#names.find((name) => name === nameOrArn || nameOrArn.endsWith(`:event-bus/${name}`));
  }

  #route(
    bus: string,
    source: string,
    detailType: string,
    detail: object,
    resources: readonly string[],
    at: number,
  ): string {
    const id = randomUUID();
    const time = new Date(at).toISOString();
    this.published.push({ bus, source, detailType, detail, at: time });
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
      for (const target of rule.targets) this.#deliver(target, envelope, 0, this.#clock.now());
    }
    return id;
  }

  /** Tries a target until it takes the event, its attempts or its time are up; what is left goes to its dead letters. */
  #deliver(target: Target, event: object, attempt: number, since: number): void {
    const fault = this.#faults.take("events", "DeliverToTarget");
    try {
      if (fault !== undefined) throw new AwsError(fault.error, `${fault.error} was injected.`);
      return target.deliver(event);
    } catch (error) {
      const due = this.#clock.now() + Math.min(1000 * 2 ** attempt, longestPauseMs);
      const retryable = error instanceof AwsError && attempt < target.attempts && due <= since + target.ageMs;
      if (retryable) return void this.#clock.at(due, () => this.#deliver(target, event, attempt + 1, since));
      const text = (value: string) => ({ DataType: "String", StringValue: value });
      target.deadLetters?.send(JSON.stringify(event), {
        RULE_ARN: text(target.rule),
        TARGET_ARN: text(target.arn),
        ERROR_CODE: text(error instanceof AwsError ? error.code : "INVALID_PARAMETER"),
        ERROR_MESSAGE: text(error instanceof Error ? error.message : String(error)),
      });
    }
  }
}
