import { heartbeatKey } from "../../../shared/table/heartbeat.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Publication } from "../../../functions/publish-events/bus.ts";
import { publishEvents, type PublishDependencies, type SetAside } from "../../../functions/publish-events/handler.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { alarmLines } from "../../../shared/names.ts";
import type { Key } from "../../../shared/table/keys.ts";
import { eventKeys } from "../../../shared/events/stored-events.ts";
import { keysIn, readerOf } from "../../../shared/table/plans.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { aBatch, aMessage } from "../../support/stack/queue-events.ts";
import { anEvent } from "../../support/builders/some-events.ts";
import { aStreamRecord, storedItem } from "../../support/table/stream-records.ts";

const log = listenToEachLog();
afterEach(() => vi.restoreAllMocks());

/** A table by what it answers for a key. */
const tableOf = (get: (key: Key) => Promise<RawItem | null>) => ({
  read: readerOf(async (plan) => (await Promise.all(keysIn(plan).map(get))).filter((item) => item !== null)),
});

function publisher(became: readonly Publication[], named: Partial<PublishDependencies> = {}, waiting: SetAside[] = []) {
  const published: StoredEvent[][] = [];
  const aside: Key[] = [];
  const forgotten: string[] = [];
  const handler = publishEvents({
    table: tableOf(async () => null),
    publish: async (events) => {
      published.push([...events]);
      return events.map((_, at) => became[at] ?? "published");
    },
    setAside: async (key) => void aside.push(key),
    takeSetAside: async () => waiting.splice(0, 10),
    forget: async (receipt) => void forgotten.push(receipt),
    beat: async () => undefined,
    nowMs: () => Date.parse(now),
    ...named,
  });
  return { handler, published, aside, forgotten, waiting };
}

const events = [1, 2, 3].map((sequence) => anEvent({ sequence }));
const records = (at = now) => ({
  Records: events.map((event, index) => aStreamRecord(storedItem(event), { sequenceNumber: `s-${index + 1}`, at })),
});
const failed = (...items: string[]) => ({
  batchItemFailures: items.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("a heartbeat", () => {
  const beatAt = (at: string, sequenceNumber = "s-9") =>
    aStreamRecord({ ...heartbeatKey(), entity: "heartbeat", schema: 1, at }, { sequenceNumber });
  let written: string[];
  beforeEach(() => {
    written = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  });

  test("is written by every scheduled run, and comes back as the seconds that it took", async () => {
    let beats = 0;
    const { handler, published } = publisher([], { beat: async () => void beats++ });
    await handler({ publish: "set-aside" });
    expect(beats).toBe(1);
    expect(await handler({ Records: [beatAt(later({ ms: -7_000 }))] })).toEqual(failed());
    expect(written).toEqual([`{"measure":"outbox lag","value":7}\n`]);
    expect(published).toEqual([]);
  });

  test("that cannot be written holds up no event that was set aside", async () => {
    const beat = async () => Promise.reject(new Error("no table"));
    const { handler } = publisher([], { beat });
    expect(await handler({ publish: "set-aside" })).toEqual({ published: 0, left: 0 });
    expect(log.lines).toMatchObject([{ level: "warn", message: "heartbeat not written" }]);
  });

  test("is measured only when everything beside it is published", async () => {
    const { handler } = publisher(["published", "retryable", "published"]);
    expect(await handler({ Records: [...records().Records, beatAt(now)] })).toEqual(failed("s-2"));
    expect(written).toEqual([]);
  });
});

describe("events from the stream", () => {
  test("are published as they were stored, in order", async () => {
    const { handler, published, aside } = publisher([]);
    expect(await handler(records())).toEqual(failed());
    expect(published).toEqual([events]);
    expect(aside).toEqual([]);
  });

  test("are not retried when one is refused; its key is set aside", async () => {
    const { handler, aside } = publisher(["published", "refused", "published"]);
    expect(await handler(records())).toEqual(failed());
    expect(aside).toEqual([eventKeys.event(ids.invitation, 2)]);
    expect(log.lines).toMatchObject([{ level: "error", message: "event set aside" }]);
  });

  test("are all retried when one fails for now", async () => {
    const { handler, aside } = publisher(["retryable", "retryable", "retryable"]);
    expect(await handler(records())).toEqual(failed("s-1", "s-2", "s-3"));
    expect(aside).toEqual([]);
  });

  test.each([
    [later({ minutes: -60, ms: 1000 }), ["s-1", "s-2", "s-3"], 0],
    [later({ minutes: -60 }), [], 3],
    [later({ days: -1 }), [], 3],
  ])("that have failed since %s are retried at %j, and %i are set aside", async (at, again, count) => {
    const { handler, aside } = publisher(["retryable", "retryable", "retryable"]);
    expect(await handler(records(at))).toEqual(failed(...again));
    expect(aside).toHaveLength(count);
  });

  test("come again when they could neither be published nor set aside", async () => {
    const { handler } = publisher(["published", "refused", "published"], {
      setAside: () => Promise.reject(new Error("The queue did not answer.")),
    });
    expect(await handler(records())).toEqual(failed("s-2"));
  });

  test("alarm the operator once they are on the bus, and not before", async () => {
    const unattended = anEvent({ type: "CustomerUnattended" });
    const stored = storedItem(unattended);
    const lines = () => log.lines.filter(({ message }) => message === alarmLines.customerUnattended);
    const fromStream = { Records: [aStreamRecord(stored, { sequenceNumber: "s-1" })] };
    for (const became of ["retryable", "refused"] as const) await publisher([became]).handler(fromStream);
    expect(lines()).toEqual([]);
    await publisher(["published"]).handler(fromStream);
    expect(lines()).toHaveLength(1);
    const body = JSON.stringify(eventKeys.event(unattended.metadata.aggregate, unattended.metadata.sequence));
    const table = tableOf(async () => stored);
    await publisher([], { table }, [{ body, receipt: "r-1" }]).handler({ publish: "set-aside" });
    await publisher([], { table }).handler(aBatch(aMessage(body)));
    expect(lines()).toHaveLength(3);
  });

  test("that cannot be read are set aside, and the rest is published", async () => {
    const { handler, published, aside } = publisher([]);
    const poison = { ...eventKeys.event(ids.invitation, 9), entity: "event", data: "secret" };
    const answered = await handler({ Records: [aStreamRecord(poison), ...records().Records] });
    expect(answered).toEqual(failed());
    expect(published).toEqual([events]);
    expect(aside).toEqual([eventKeys.event(ids.invitation, 9)]);
    expect(JSON.stringify(log.lines)).not.toContain("secret");
  });
});

describe("events that were set aside", () => {
  const stored = storedItem(events[0] ?? anEvent());
  const message = aMessage(JSON.stringify(eventKeys.event(ids.invitation, 1)));
  const table = tableOf(async ({ PK, SK }) => (PK === stored["PK"] && SK === stored["SK"] ? stored : null));

  test("are read again by their key, and published", async () => {
    const { handler, published } = publisher([], { table });
    expect(await handler(aBatch(message))).toEqual(failed());
    expect(published).toEqual([[events[0]]]);
  });

  test.each<Publication>(["refused", "retryable"])("go back to their queue when they are %s", async (publication) => {
    const { handler, aside } = publisher([publication], { table });
    expect(await handler(aBatch(message))).toEqual(failed("m-1"));
    expect(aside).toEqual([]);
  });

  test.each(["", "{}", `{"PK":1,"SK":2}`, JSON.stringify(eventKeys.event(ids.invitation, 7))])(
    "go back to their queue when there is nothing to read: %j, and the others are published",
    async (body) => {
      const { handler, published } = publisher([], { table });
      expect(await handler(aBatch(aMessage(body, { id: "bad" }), message))).toEqual(failed("bad"));
      expect(published).toEqual([[events[0]]]);
    },
  );
});

describe("the schedule", () => {
  const run = { publish: "set-aside" } as const;
  const keysOf = (sequences: readonly number[]): SetAside[] =>
    sequences.map((sequence) => ({
      body: JSON.stringify(eventKeys.event(ids.invitation, sequence)),
      receipt: `r-${sequence}`,
    }));
  /** A table that has every event. */
  const table = tableOf(async ({ SK }) => storedItem(anEvent({ sequence: Number(SK.split("#").at(-1)) })));
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

  test("publishes everything that was set aside, and forgets it", async () => {
    const { handler, published, forgotten } = publisher([], { table }, keysOf(upTo(23)));
    expect(await handler(run)).toEqual({ published: 23, left: 0 });
    expect(published.flat().map(({ metadata }) => metadata.sequence)).toEqual(upTo(23));
    expect(forgotten).toEqual(upTo(23).map((sequence) => `r-${sequence}`));
  });

  test("leaves what the bus refuses, and publishes the rest", async () => {
    const { handler, forgotten } = publisher(["published", "refused"], { table }, keysOf(upTo(12)));
    expect(await handler(run)).toEqual({ published: 10, left: 2 });
    expect(forgotten).not.toContain("r-2");
    expect(forgotten).not.toContain("r-12");
  });

  test("stops when the bus takes nothing, and leaves the rest to the next run", async () => {
    const retryable = new Array<Publication>(10).fill("retryable");
    const { handler, forgotten, waiting } = publisher(retryable, { table }, keysOf(upTo(23)));
    expect(await handler(run)).toEqual({ published: 0, left: 10 });
    expect(forgotten).toEqual([]);
    expect(waiting).toHaveLength(13);
  });

  test("publishes 1,500 at most in one run", async () => {
    const { handler, waiting } = publisher([], { table }, keysOf(upTo(1_600)));
    expect(await handler(run)).toEqual({ published: 1_500, left: 0 });
    expect(waiting).toHaveLength(100);
  });

  test("leaves a key without an event, and a message that is not a key", async () => {
    const waiting = [{ body: "{}", receipt: "r-0" }, ...keysOf([1, 2])];
    const none = tableOf(async (key) => (key.SK.endsWith("1") ? null : table.read(rawPlace(key))));
    const { handler, forgotten } = publisher([], { table: none }, waiting);
    expect(await handler(run)).toEqual({ published: 1, left: 2 });
    expect(forgotten).toEqual(["r-2"]);
  });

  test("ends when the table does not answer", async () => {
    const silent = tableOf(() => Promise.reject(new Error("The table did not answer.")));
    const { handler, waiting } = publisher([], { table: silent }, keysOf(upTo(23)));
    expect(await handler(run)).toEqual({ published: 0, left: 10 });
    expect(waiting).toHaveLength(13);
  });

  test("starts nothing by an input of another form", async () => {
    const { handler } = publisher([], { table }, keysOf([1]));
    await expect(handler({ publish: "everything" } as never)).rejects.toThrow();
  });
});
