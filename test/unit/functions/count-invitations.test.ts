import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { countInvitations } from "../../../functions/count-invitations/handler.ts";
import { reportIn } from "../../../functions/count-invitations/report.ts";
import type { Delivery } from "../../../shared/delivery/model.ts";
import type { EventType } from "../../../shared/events/all.ts";
import type { Invitation } from "../../../shared/invitation/model.ts";
import { readInvitation } from "../../../shared/invitation/rules/reading.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { progressWrite } from "../../../shared/metrics/item.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import { aDelivery, anInvitation, anIssue, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { aBatch, aMessage } from "../../support/stack/queue-events.ts";
import { itemsOf, scriptedTable } from "../../support/table/scripted-table.ts";
import { anEvent, onBus } from "../../support/builders/some-events.ts";
import { aProgress } from "../../support/builders/some-progress.ts";

const log = listenToEachLog();
afterEach(() => vi.restoreAllMocks());

/** An event about an invitation as it is then. */
const eventOf = (invitation: Invitation, type: EventType, delivery: Delivery | null = null): StoredEvent =>
  anEvent({
    type,
    aggregate: delivery === null ? invitation.id : `${invitation.id}/delivery`,
    sequence: delivery?.version ?? invitation.version,
    data: { invitation: readInvitation(invitation, delivery, now), previousStatus: null },
  });
const idOf = (at: number): string => `inv_01JD00000000000000000${String(at).padStart(5, "0")}`;
const issued = (at: number): StoredEvent =>
  eventOf(anInvitation({ status: "pending", id: idOf(at) }), "InvitationIssued");
const messages = (events: readonly StoredEvent[], receiveCount = 1) =>
  events.map((event, at) => aMessage(onBus(event), { id: `m-${at}`, receiveCount }));

function counter(items: readonly RawItem[] = [], answers: Partial<Table> = {}) {
  const scripted = scriptedTable(items, answers);
  return { ...scripted, handler: countInvitations(scripted, () => now) };
}
const nothingFailed = { batchItemFailures: [] };

describe("the progress that an event reports", () => {
  const pending = anInvitation({ status: "pending" });

  test("is that the invitation was sent, opened or accepted", () => {
    expect(reportIn(eventOf(pending, "InvitationIssued"))).toEqual(aProgress());
    const { decidedAt } = anInvitation({ status: "accepted" });
    const accepted = { status: "accepted", decidedAt, sequence: 3 } as const;
    expect(reportIn(eventOf(anInvitation({ status: "accepted" }), "InvitationAccepted"))).toEqual(aProgress(accepted));
    const seen = anInvitation({ status: "pending", version: 3, issue: anIssue({ viewedAt: now }) });
    expect(reportIn(eventOf(seen, "InvitationViewed"))).toEqual(aProgress({ opened: true, sequence: 3 }));
  });

  test.each([
    ["delivered", { delivered: true }],
    ["complained", { delivered: true }],
    ["undelivered", { bounced: true }],
    ["bounced", { bounced: true }],
    ["suppressed", { bounced: true }],
    ["rejected", { bounced: true }],
    ["delayed", {}],
  ] as const)("is that the mail was %s, without a status", (status, reached) => {
    const event = eventOf(pending, "InvitationDelivered", aDelivery({ status }));
    expect(reportIn(event)).toEqual(aProgress({ ...reached, sequence: 0 }));
  });

  test("is nothing for an invitation that was never sent", () => {
    const dropped = { ...anInvitation({ status: "cancelled", version: 2 }), issue: null };
    expect(reportIn(eventOf(dropped, "InvitationCancelled"))).toBeNull();
  });
});

describe("a batch of events", () => {
  test("becomes one transaction with each invitation's progress and one sum for the week", async () => {
    const { handler, transactions } = counter();
    expect(await handler(aBatch(...messages([issued(1), issued(2), issued(3)])))).toEqual(nothingFailed);
    expect(transactions).toHaveLength(1);
    expect(itemsOf(transactions)).toMatchObject([1, 2, 3].map((at) => ({ invitationId: idOf(at), version: 1 })));
    expect(transactions[0]?.at(-1)).toMatchObject({ kind: "update", add: { sent: 3 } });
  });

  test("writes no personal data", async () => {
    const { handler, transactions } = counter();
    await handler(aBatch(...messages([eventOf(anInvitation({ status: "accepted" }), "InvitationAccepted")])));
    expect(JSON.stringify(transactions)).not.toMatch(/@|Ada|Contoso/);
  });

  test("of many invitations is split into transactions of at most 34", async () => {
    const { handler, transactions } = counter();
    await handler(aBatch(...messages(Array.from({ length: 100 }, (_, at) => issued(at)))));
    expect(transactions.map(({ length }) => length)).toEqual([34, 34, 34, 2]);
  });

  test("writes nothing when all of it is counted already", async () => {
    const known = progressWrite({ before: null, after: aProgress() }, null);
    const { handler, transactions } = counter(known.kind === "put" ? [known.item] : []);
    const again = eventOf(anInvitation({ status: "pending" }), "InvitationIssued");
    expect(await handler(aBatch(...messages([again, again])))).toEqual(nothingFailed);
    expect(transactions).toEqual([]);
  });

  test("returns unreadable events to the queue and counts the others", async () => {
    const { handler, transactions } = counter();
    const bad = [anEvent({ aggregate: idOf(8) }), { ...issued(9), data: { invitation: { id: 7 } } }];
    const answer = await handler(aBatch(...messages([issued(1), ...bad]), aMessage("{", { id: "m-3" })));
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["m-1", "m-2", "m-3"]);
    expect(itemsOf(transactions)).toHaveLength(1);
    expect(log.lines).toHaveLength(3);
  });

  test("returns the events of a failed transaction to the queue, and no others", async () => {
    let calls = 0;
    const transact: Table["transact"] = async () => {
      if (++calls === 2) throw new Error("down");
    };
    const { handler } = counter([], { transact });
    const { batchItemFailures } = await handler(aBatch(...messages(Array.from({ length: 70 }, (_, at) => issued(at)))));
    expect(calls).toBe(3);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
      Array.from({ length: 33 }, (_, at) => `m-${33 + at}`),
    );
  });

  test("is counted one by one after several attempts, so that a bad event does not block the others", async () => {
    const unusable = { ...progressWrite({ before: null, after: aProgress({ invitationId: idOf(2) }) }, null) };
    const item = unusable.kind === "put" ? { ...unusable.item, status: "lost" } : {};
    const events = [issued(1), issued(2), issued(3)];
    const first = await counter([item]).handler(aBatch(...messages(events)));
    expect(first.batchItemFailures).toHaveLength(3);
    const { handler, transactions } = counter([item]);
    const later = await handler(aBatch(...messages(events, 4)));
    expect(later).toEqual({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
    expect(itemsOf(transactions)).toHaveLength(2);
  });
});

test("events of an invitation in any order give the first sending and the newest status", async () => {
  const first = anInvitation({ status: "pending" });
  const again = anInvitation({ status: "pending", version: 4, issue: anIssue({ issuedAt: later({ days: 31 }) }) });
  const all = [
    eventOf(first, "InvitationIssued"),
    eventOf(first, "InvitationDelivered", aDelivery({ status: "delivered" })),
    eventOf(anInvitation({ status: "expired" }), "InvitationExpired"),
    eventOf(again, "InvitationResent"),
  ];
  const order = fc.shuffledSubarray(all, { minLength: all.length });
  await fc.assert(
    fc.asyncProperty(order, async (events) => {
      const { handler, transactions } = counter();
      await handler(aBatch(...messages(events)));
      const [item] = itemsOf(transactions);
      expect(item).toMatchObject({ ...aProgress({ delivered: true, sequence: 4 }), invitationId: ids.invitation });
      expect(transactions[0]?.at(-1)).toMatchObject({ add: { sent: 1, delivered: 1 } });
    }),
    { seed: 1, numRuns: 24 },
  );
});
