import type { EventBridgeClient, PutEventsCommand, PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { busPublisher } from "../../../functions/publish-events/bus.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { ids } from "../../support/builders.ts";
import { now } from "../../support/fixed-clock.ts";
import { listenToLog } from "../../support/log-lines.ts";
import { anEvent } from "../../support/some-events.ts";

beforeEach(() => void listenToLog());
afterEach(() => vi.restoreAllMocks());

/** A bus that takes an entry unless `fails` says so of it; `throws` answers no call at all. */
function aBus({
  fails = () => false,
  throws = () => false,
}: {
  readonly fails?: (entry: PutEventsRequestEntry, call: number) => boolean;
  readonly throws?: (call: number) => boolean;
}) {
  const calls: PutEventsRequestEntry[][] = [];
  const pauses: number[] = [];
  const send = async ({ input }: PutEventsCommand) => {
    const entries = input.Entries ?? [];
    const call = calls.push(entries);
    if (throws(call)) throw new Error("The bus did not answer.");
    return {
      Entries: entries.map((entry) => (fails(entry, call) ? { ErrorCode: "InternalFailure" } : { EventId: "e" })),
    };
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

  test("keeps every call within 256 KB", async () => {
    const { publish, calls } = aBus({});
    await publish(some(6, 100 * 1024));
    expect(calls.map((entries) => entries.length)).toEqual([2, 2, 2]);
  });

  test("tries an entry that failed alone again, alone", async () => {
    const { publish, calls, pauses } = aBus({ fails: (entry, call) => call === 1 && sequenceOf(entry) === 2 });
    expect(await publish(some(3))).toEqual(["published", "published", "published"]);
    expect(calls.map((entries) => entries.map(sequenceOf))).toEqual([[1, 2, 3], [2]]);
    expect(pauses).toHaveLength(1);
  });

  test("gives an entry up that fails three times while others pass", async () => {
    const { publish, calls } = aBus({ fails: (entry) => sequenceOf(entry) === 2 });
    expect(await publish(some(3))).toEqual(["published", "refused", "published"]);
    expect(calls).toHaveLength(3);
  });

  test("knows a bus that takes nothing from an event that is bad", async () => {
    expect(await aBus({ fails: () => true }).publish(some(3))).toEqual(["unheard", "unheard", "unheard"]);
    expect(await aBus({ throws: () => true }).publish(some(3))).toEqual(["unheard", "unheard", "unheard"]);
    expect(await aBus({ fails: () => true }).publish(some(1))).toEqual(["unheard"]);
  });

  test("does not blame events for a call that was not answered while others were", async () => {
    const { publish } = aBus({ throws: (call) => call > 1 });
    expect(await publish(some(12))).toEqual([...new Array<string>(10).fill("published"), "unheard", "unheard"]);
  });

  test("goes on when the bus answers again", async () => {
    const { publish, calls } = aBus({ throws: (call) => call < 3 });
    expect(await publish(some(2))).toEqual(["published", "published"]);
    expect(calls).toHaveLength(3);
  });

  test("does not send what no bus could take, and publishes the rest", async () => {
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

  test("does not hear of too large ones that the bus is well", async () => {
    const [large] = some(1, 256 * 1024);
    const events = [large, ...some(1)].filter((event) => event !== undefined);
    expect(await aBus({ throws: () => true }).publish(events)).toEqual(["refused", "unheard"]);
  });
});
