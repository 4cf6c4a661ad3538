import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Publication } from "../../../functions/publish-events/bus.ts";
import { publishEvents, type PublishDependencies } from "../../../functions/publish-events/handler.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { keys, type Key } from "../../../shared/store/keys.ts";
import { ids } from "../../support/builders.ts";
import { later, now } from "../../support/fixed-clock.ts";
import { listenToLog } from "../../support/log-lines.ts";
import { aBatch, aMessage } from "../../support/queue-events.ts";
import { anEvent } from "../../support/some-events.ts";
import { aStreamRecord, storedItem } from "../../support/stream-records.ts";

let log: ReturnType<typeof listenToLog>;
beforeEach(() => {
  log = listenToLog();
});
afterEach(() => vi.restoreAllMocks());

function publisher(became: readonly Publication[], named: Partial<PublishDependencies> = {}) {
  const published: StoredEvent[][] = [];
  const aside: Key[] = [];
  const handler = publishEvents({
    table: { get: async () => null },
    publish: async (events) => {
      published.push([...events]);
      return events.map((_, at) => became[at] ?? "published");
    },
    setAside: async (key) => void aside.push(key),
    nowMs: () => Date.parse(now),
    ...named,
  });
  return { handler, published, aside };
}

const events = [1, 2, 3].map((sequence) => anEvent({ sequence }));
const records = (at = now) => ({
  Records: events.map((event, index) => aStreamRecord(storedItem(event), { sequenceNumber: `s-${index + 1}`, at })),
});
const failed = (...items: string[]) => ({
  batchItemFailures: items.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("events from the stream", () => {
  test("are published as they were stored, in order", async () => {
    const { handler, published, aside } = publisher([]);
    expect(await handler(records())).toEqual(failed());
    expect(published).toEqual([events]);
    expect(aside).toEqual([]);
  });

  test("of which one is refused are all done with; its key is set aside", async () => {
    const { handler, aside } = publisher(["published", "refused", "published"]);
    expect(await handler(records())).toEqual(failed());
    expect(aside).toEqual([keys.event(ids.invitation, 2)]);
    expect(log.lines).toMatchObject([{ level: "error", message: "event set aside" }]);
  });

  test("that nobody hears come again, all of them", async () => {
    const { handler, aside } = publisher(["unheard", "unheard", "unheard"]);
    expect(await handler(records())).toEqual(failed("s-1", "s-2", "s-3"));
    expect(aside).toEqual([]);
  });

  test.each([
    [later({ minutes: -60, ms: 1000 }), ["s-1", "s-2", "s-3"], 0],
    [later({ minutes: -60 }), [], 3],
    [later({ days: -1 }), [], 3],
  ])("that nobody hears since %s are given %j more times, %i set aside", async (at, again, count) => {
    const { handler, aside } = publisher(["unheard", "unheard", "unheard"]);
    expect(await handler(records(at))).toEqual(failed(...again));
    expect(aside).toHaveLength(count);
  });

  test("come again when they could neither be published nor set aside", async () => {
    const { handler } = publisher(["published", "refused", "published"], {
      setAside: () => Promise.reject(new Error("The queue did not answer.")),
    });
    expect(await handler(records())).toEqual(failed("s-2"));
  });

  test("that cannot be read are set aside, and the rest is published", async () => {
    const { handler, published, aside } = publisher([]);
    const poison = { ...keys.event(ids.invitation, 9), entity: "event", data: "secret" };
    const answered = await handler({ Records: [aStreamRecord(poison), ...records().Records] });
    expect(answered).toEqual(failed());
    expect(published).toEqual([events]);
    expect(aside).toEqual([keys.event(ids.invitation, 9)]);
    expect(JSON.stringify(log.lines)).not.toContain("secret");
  });
});

describe("events that were set aside", () => {
  const stored = storedItem(events[0] ?? anEvent());
  const message = aMessage(JSON.stringify(keys.event(ids.invitation, 1)));
  const table = {
    get: async ({ PK, SK }: Key) => (PK === stored["PK"] && SK === stored["SK"] ? stored : null),
  };

  test("are read again by their key, and published", async () => {
    const { handler, published } = publisher([], { table });
    expect(await handler(aBatch(message))).toEqual(failed());
    expect(published).toEqual([[events[0]]]);
  });

  test.each<Publication>(["refused", "unheard"])("go back to their queue when they are %s", async (publication) => {
    const { handler, aside } = publisher([publication], { table });
    expect(await handler(aBatch(message))).toEqual(failed("m-1"));
    expect(aside).toEqual([]);
  });

  test.each(["", "{}", `{"PK":1,"SK":2}`, JSON.stringify(keys.event(ids.invitation, 7))])(
    "go back to their queue when there is nothing to read: %j, and the others are published",
    async (body) => {
      const { handler, published } = publisher([], { table });
      expect(await handler(aBatch(aMessage(body, { id: "bad" }), message))).toEqual(failed("bad"));
      expect(published).toEqual([[events[0]]]);
    },
  );
});
