import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { countInvitations } from "../../../functions/count-invitations/handler.ts";
import type { Metrics } from "../../../shared/metrics/answers.ts";
import { readMetrics } from "../../../shared/metrics/read-metrics.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { countedEvents } from "../../../shared/names.ts";
import { eventsIn } from "../../support/audit/events-in.ts";
import type { Partner } from "../../actors/partner.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";
import { openProduct } from "../../actors/product.ts";
import { aBatch, aMessage } from "../../support/stack/queue-events.ts";
import { onBus } from "../../support/builders/some-events.ts";

const product = openProduct();
let partner: Partner;
beforeEach(async () => {
  listenToLog();
  partner = await product().partner();
});
afterEach(() => void vi.restoreAllMocks());

/** The partner's events that the rule passes on, as they were written. */
async function steps(): Promise<StoredEvent[]> {
  const events = eventsIn(await product().store.scan());
  const isCounted = (type: string): boolean => (countedEvents as readonly string[]).includes(type);
  return events.filter(({ type, metadata }) => metadata.partnerId === partner.partnerId && isCounted(type));
}
const count = (events: readonly StoredEvent[]) =>
  countInvitations(
    product(),
    () => now,
  )(aBatch(...events.map((event, at) => aMessage(onBus(event), { id: `m-${at}` }))));
const read = (from = now, to = from, at = now): Promise<Metrics> =>
  readMetrics(product(), { partnerId: partner.partnerId, from, to, now: at });

/** Ten invitations: four accepted after an hour, one declined, one cancelled, and a draft that is none. */
async function someInvitations(): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < 10) ids.push((await partner.create()).id);
  for (const id of ids.slice(0, 4)) await (await product().customer(id)).accept({}, later({ hours: 1 }));
  await (await product().customer(ids[4]!)).decline();
  await partner.cancel(ids[5]!);
  await partner.cancel((await partner.create({ send: null })).id);
  return ids;
}
const theirs = { sent: 10, opened: 5, accepted: 4, declined: 1, cancelled: 1, expired: 0, bounced: 0, delivered: 0 };

describe("a partner's weekly metrics", () => {
  it("do not depend on the order or repetition of the events", async () => {
    await someInvitations();
    const events = await steps();
    expect(await count(events)).toEqual({ batchItemFailures: [] });
    expect(await read()).toMatchObject({ totals: theirs });
    await count(events);
    for (const event of events.toReversed()) await count([event]);
    expect(await read()).toMatchObject({
      weeks: [{ week: "2026-W47", startsAt: "2026-11-16T00:00:00.000Z", ...theirs }],
      totals: theirs,
      timeToAccept: { count: 4, averageSeconds: 3_600 },
    });
  });

  it("are correct when two functions receive overlapping events at the same moment", async () => {
    await someInvitations();
    const events = await steps();
    const answers = await Promise.all([count(events.slice(0, 20)), count(events.slice(6)), count(events.slice(3, 15))]);
    // Who lost a race five times over gets the messages again.
    if (answers.some(({ batchItemFailures }) => batchItemFailures.length > 0)) await count(events);
    expect((await read()).totals).toEqual(theirs);
  });

  it("take one read and one transaction for a batch, which waits for other batches of the same week", async () => {
    await someInvitations();
    const events = await steps();
    const $metadata = {};
    const CancellationReasons = [{ Code: "TransactionConflict" }];
    const conflict = new TransactionCanceledException({ $metadata, message: "x", CancellationReasons });
    product().store.fail("TransactWriteItems", conflict);
    const requests = await product().store.requests(() => count(events));
    expect(requests).toEqual({ BatchGetItem: 1, TransactWriteItems: 2 });
    expect(await product().store.requests(() => count(events))).toEqual({ BatchGetItem: 1 });
  });

  it("belong to the week of the first sending, even when the invitation is resent, renewed and accepted later", async () => {
    const { id } = await partner.create({ expiresIn: "P5D" });
    await count(await steps());
    const end = later({ days: 6 });
    await (await product().customer(id)).askForNewLink(end);
    await count(await steps());
    expect((await read()).totals).toMatchObject({ sent: 1, expired: 1 });
    await partner.renew(id, { at: end });
    await (await product().customer(id)).accept({}, later({ days: 7 }));
    await count(await steps());
    const { weeks, timeToAccept } = await read(now, later({ days: 7 }));
    expect(weeks.map(({ week, sent, accepted, expired }) => [week, sent, accepted, expired])).toEqual([
      ["2026-W47", 1, 1, 0],
      ["2026-W48", 0, 0, 0],
    ]);
    expect(timeToAccept).toMatchObject({ count: 1, averageSeconds: 7 * 86_400 });
  });

  it("of 53 weeks, with permissions that end soon, are read with two requests", async () => {
    await partner.create();
    await count(await steps());
    let metrics: Metrics | undefined;
    const requests = await product().store.requests(async () => {
      metrics = await read(later({ days: -7 * 52 }), now);
    });
    expect(requests).toEqual({ Query: 2 });
    expect(metrics).toMatchObject({ to: "2026-11-23T00:00:00.000Z", totals: { sent: 1 } });
    expect(metrics?.weeks).toHaveLength(53);
    expect(metrics?.weeks.filter(({ sent }) => sent > 0).map(({ week }) => week)).toEqual(["2026-W47"]);
  });
});

describe("the list of what ends soon", () => {
  it("has the open invitations that expire in the next seven days, soonest first, and no closed ones", async () => {
    const ends = ["P9D", "P3D", "P8D", "P5D", "P1D"] as const;
    const ids: string[] = [];
    for (const expiresIn of ends) ids.push((await partner.create({ expiresIn })).id);
    await partner.cancel(ids[3]!);
    const at = later({ days: 2 });
    expect((await read(at, at, at)).expiringSoon).toEqual({
      within: "P7D",
      invitations: [
        { id: ids[1], expiresAt: later({ days: 3 }) },
        { id: ids[2], expiresAt: later({ days: 8 }) },
        { id: ids[0], expiresAt: later({ days: 9 }) },
      ],
      more: false,
    });
  });

  it("has at most 100 entries, with a mark when there are more", async () => {
    for (let at = 0; at < 101; at++) await partner.create({ expiresIn: "P5D" });
    const { invitations, more } = (await read()).expiringSoon;
    expect([invitations.length, more]).toEqual([100, true]);
  });
});
