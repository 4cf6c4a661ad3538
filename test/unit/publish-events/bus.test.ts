import type { EventBridgeClient, PutEventsCommand, PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { afterEach, describe, expect, test, vi } from "vitest";
import { busPublisher } from "../../../functions/publish-events/bus.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { ids } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { anEvent } from "../../support/builders/some-events.ts";

listenToEachLog();
afterEach(() => vi.restoreAllMocks());

type Failing = (entry: PutEventsRequestEntry, call: number) => boolean;

/** A bus that takes an entry unless `fails` says so of it, and then answers `code`; a call that `throws` is not answered. */
function aBus({
  fails = () => false,
  code = "InternalFailure",
  throws = () => false,
}: {
  readonly fails?: Failing;
  readonly code?: string;
  readonly throws?: (call: number, entries: readonly PutEventsRequestEntry[]) => boolean | Error;
}) {
  const calls: PutEventsRequestEntry[][] = [];
  const pauses: number[] = [];
  const send = async ({ input }: PutEventsCommand) => {
    const entries = input.Entries ?? [];
    const call = calls.push(entries);
    const thrown = throws(call, entries);
    if (thrown !== false) throw thrown === true ? new Error("The bus did not answer.") : thrown;
    return { Entries: entries.map((entry) => (fails(entry, call) ? { ErrorCode: code } : { EventId: "e" })) };
  };
  const client = { send } as unknown as Pick<EventBridgeClient, "send">;
  const publish = busPublisher({ client, busName: "rapport-test", pause: async (ms) => void pauses.push(ms) });
  return { publish, calls, pauses };
}

const some = (count: number, bytes = 0): StoredEvent[] =>
  Array.from({ length: count }, (_, at) => anEvent({ sequence: at + 1, data: { filler: "x".repeat(bytes) } }));
const sequenceOf = ({ Detail = "" }: PutEventsRequestEntry): number =>
  (JSON.parse(Detail) as StoredEvent).metadata.sequence;

describe("publishing", () => {
  test("puts an event on the bus as the contract has it", async () => {
    const { publish, calls } = aBus({});
    const [event] = some(1);
    expect(await publish(event ? [event] : [])).toEqual(["published"]);
    const [[entry] = []] = calls;
    expect(entry).toMatchObject({
      ...{ EventBusName: "rapport-test", Source: "rapport", DetailType: "InvitationIssued", Time: new Date(now) },
    });
    expect(JSON.parse(entry?.Detail ?? "")).toEqual({ metadata: event?.metadata, data: event?.data });
    expect(event?.metadata.eventId).toBe(`${ids.invitation}:1`);
  });

  test("puts ten at a time, in order, and nothing for nothing", async () => {
    const { publish, calls } = aBus({});
    expect(await publish(some(25))).toEqual(new Array(25).fill("published"));
    expect(calls.map((entries) => entries.length)).toEqual([10, 10, 5]);
    expect(calls.flat().map(sequenceOf)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
    await publish([]);
    expect(calls).toHaveLength(3);
  });

  test("fills a call to exactly 256 KB, and begins another for one byte more", async () => {
    const size = (events: readonly StoredEvent[]): number =>
      events.reduce(
        (sum, { type, metadata, data }) =>
          sum + 14 + Buffer.byteLength(`rapport${type}${JSON.stringify({ metadata, data })}`),
        0,
      );
    const room = 256 * 1024 - size(some(2));
    const pair = (bytes: number) => [...some(1, bytes), ...some(2).slice(1)];
    const exact = aBus({});
    expect(size(pair(room))).toBe(256 * 1024);
    await exact.publish(pair(room));
    expect(exact.calls.map((entries) => entries.length)).toEqual([2]);
    const over = aBus({});
    await over.publish(pair(room + 1));
    expect(over.calls.map((entries) => entries.length)).toEqual([1, 1]);
    const [alone] = some(1, 256 * 1024 - size(some(1)));
    expect(await aBus({}).publish(alone ? [alone] : [])).toEqual(["published"]);
  });

  test("tries an entry that failed alone again, alone", async () => {
    const { publish, calls, pauses } = aBus({ fails: (entry, call) => call === 1 && sequenceOf(entry) === 2 });
    expect(await publish(some(3))).toEqual(["published", "published", "published"]);
    expect(calls.map((entries) => entries.map(sequenceOf))).toEqual([[1, 2, 3], [2]]);
    expect(pauses).toHaveLength(1);
  });

  test.each([
    "AccessDeniedException",
    "InvalidAccountIdException",
    "InvalidArgument",
    "MalformedDetail",
    "NotAuthorizedForDetailTypeException",
    "NotAuthorizedForSourceException",
    "RedactionFailure",
  ])("does not retry an entry refused with %s, which would fail again", async (code) => {
    const { publish, calls } = aBus({ code, fails: (entry) => sequenceOf(entry) === 2 });
    expect(await publish(some(3))).toEqual(["published", "refused", "published"]);
    expect(calls).toHaveLength(1);
    expect(await aBus({ code, fails: () => true }).publish(some(1))).toEqual(["refused"]);
  });

  test.each(["ThrottlingException", "InternalFailure", "InternalException", "ServiceUnavailable", "AnyOther", ""])(
    "leaves an entry that keeps failing with %j to be tried again later, however many others pass",
    async (code) => {
      const { publish, calls } = aBus({ code, fails: (entry) => sequenceOf(entry) === 2 });
      expect(await publish(some(3))).toEqual(["published", "retryable", "published"]);
      expect(calls.map((entries) => entries.length)).toEqual([3, 1, 1, 1, 1]);
      expect(await aBus({ code, fails: () => true }).publish(some(3))).toEqual(new Array(3).fill("retryable"));
    },
  );

  test("waits longer before each further try", async () => {
    const { publish, pauses } = aBus({ fails: () => true });
    await publish(some(1));
    expect(pauses).toHaveLength(4);
    expect(pauses).toEqual([...new Set(pauses)].toSorted((one, other) => one - other));
  });

  test("counts an entry without an answer as one to be tried again", async () => {
    const client = { send: async () => ({ Entries: [{ EventId: "e" }] }) } as unknown as EventBridgeClient;
    const publish = busPublisher({ client, busName: "rapport-test", pause: async () => undefined });
    // The one that is left is tried alone, and then has the answer.
    expect(await publish(some(2))).toEqual(["published", "published"]);
    const silent = { send: async () => ({}) } as unknown as EventBridgeClient;
    const unanswered = busPublisher({ client: silent, busName: "rapport-test", pause: async () => undefined });
    expect(await unanswered(some(1))).toEqual(["retryable"]);
  });

  test("goes on with the next batch when a part of one fails, and not when nothing of one passes", async () => {
    const partly = aBus({ fails: (entry) => sequenceOf(entry) === 2 });
    expect((await partly.publish(some(12))).filter((publication) => publication === "published")).toHaveLength(11);
    const silent = aBus({ throws: () => true });
    expect(await silent.publish(some(25))).toEqual(new Array(25).fill("retryable"));
    expect(silent.calls).toHaveLength(1);
    const throttling = aBus({ fails: () => true, code: "ThrottlingException" });
    expect(await throttling.publish(some(25))).toEqual(new Array(25).fill("retryable"));
    expect(throttling.calls.map((entries) => entries.length)).toEqual([10, 10, 10, 10, 10]);
  });

  test("retries all events of a call that was not answered while other calls were", async () => {
    const { publish } = aBus({ throws: (call) => call > 1 });
    expect(await publish(some(12))).toEqual([...new Array<string>(10).fill("published"), "retryable", "retryable"]);
  });

  test("sets aside only the one entry for which the bus refuses a whole call", async () => {
    const invalid = Object.assign(new Error("1 validation error detected"), { name: "ValidationException" });
    const { publish } = aBus({
      throws: (_, entries) => entries.some((entry) => sequenceOf(entry) === 2) && invalid,
    });
    expect(await publish(some(3))).toEqual(["published", "refused", "published"]);
  });

  test("leaves a call that was not answered to the stream, which waits longer", async () => {
    const { publish, calls, pauses } = aBus({ throws: (call) => call < 2 });
    expect(await publish(some(2))).toEqual(["retryable", "retryable"]);
    expect(await publish(some(2))).toEqual(["published", "published"]);
    expect(calls).toHaveLength(2);
    expect(pauses).toEqual([]);
  });

  test("sets no entry aside when the bus stops answering meanwhile", async () => {
    const invalid = Object.assign(new Error("1 validation error detected"), { name: "ValidationException" });
    const { publish } = aBus({ throws: (call) => (call === 1 ? invalid : call === 3) });
    expect(await publish(some(3))).toEqual(["retryable", "retryable", "retryable"]);
  });

  test("does not send an entry above the size limit, and publishes the rest", async () => {
    const { publish, calls } = aBus({});
    const [small, other] = some(2);
    const [large] = some(1, 256 * 1024);
    expect(await publish([small, large, other].filter((event) => event !== undefined))).toEqual([
      "published",
      "refused",
      "published",
    ]);
    expect(calls.flat()).toHaveLength(2);
  });

  test("counts a letter as the bytes it has", async () => {
    const { publish, calls } = aBus({});
    expect(await publish([anEvent({ data: { filler: "é".repeat(130 * 1024) } })])).toEqual(["refused"]);
    expect(calls).toEqual([]);
  });

  test("does not take an entry that is too large as a sign that the bus answers", async () => {
    const [large] = some(1, 256 * 1024);
    const events = [large, ...some(1)].filter((event) => event !== undefined);
    expect(await aBus({ throws: () => true }).publish(events)).toEqual(["refused", "retryable"]);
  });
});
