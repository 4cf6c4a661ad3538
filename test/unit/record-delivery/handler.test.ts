import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { recordDelivery } from "../../../functions/record-delivery/handler.ts";
import { noNotes } from "../../../shared/domain/notes.ts";
import { deliveryItem, invitationItem, notesItem } from "../../../shared/store/invitation-items.ts";
import type { RawItem, Table } from "../../../shared/store/table.ts";
import { aDelivery, anInvitation, ids } from "../../support/builders.ts";
import { clockAt, now } from "../../support/fixed-clock.ts";
import { listenToLog } from "../../support/log-lines.ts";
import { aBatch, aMessage } from "../../support/queue-events.ts";
import { itemsOf, scriptedTable } from "../../support/scripted-table.ts";
import { address, aSesEvent } from "../../support/ses-events.ts";

let log: ReturnType<typeof listenToLog>;
beforeEach(() => {
  log = listenToLog();
});
afterEach(() => vi.restoreAllMocks());

const pending = [
  invitationItem(anInvitation({ status: "pending" })),
  notesItem(noNotes(ids.invitation), ids.partner),
  deliveryItem(aDelivery()),
];
function recorder(items: readonly RawItem[] = pending, answers: Partial<Table> = {}) {
  const scripted = scriptedTable(items, answers);
  return { ...scripted, handler: recordDelivery({ table: scripted.table, clock: clockAt() }) };
}
const nothingFailed = { batchItemFailures: [] };

describe("what SES says of a mail", () => {
  test("becomes the delivery's state and event, in one transaction, caused by the mail's event", async () => {
    const { handler, transactions } = recorder();
    expect(await handler(aBatch(aMessage(aSesEvent("bounced"))))).toEqual(nothingFailed);
    expect(transactions).toHaveLength(1);
    const [state, event] = itemsOf(transactions);
    expect(state).toMatchObject({
      entity: "delivery",
      status: "bounced",
      version: 2,
      reason: "Permanent General 5.1.1",
    });
    expect(event).toMatchObject({
      type: "InvitationBounced",
      metadata: {
        ...{ eventId: `${ids.invitation}/delivery:2`, occurredAt: now, partnerId: ids.partner },
        ...{ actor: { kind: "system", id: "ses" }, causationId: `${ids.invitation}:2` },
      },
      data: { previousStatus: "sent", invitation: { delivery: { status: "bounced" } } },
    });
  });

  test.each<[string, string, readonly RawItem[]]>([
    ["about somebody else's mail", aSesEvent("delivered", { tags: { x: ["y"] } }), pending],
    ["about a code's mail", aSesEvent("bounced", { addedTags: { kind: ["code"] } }), pending],
    ["about an invitation that is no id", aSesEvent("bounced", { addedTags: { invitation: ["inv_1"] } }), pending],
    ["about an invitation that is not here", aSesEvent("bounced"), []],
    ["about an older link", aSesEvent("bounced", { addedTags: { link: ["9"] } }), pending],
    ["about an older mail", aSesEvent("bounced", { addedTags: { mail: ["1"] } }), pending],
    [
      "a second time",
      aSesEvent("delivered"),
      [...pending.slice(0, 2), deliveryItem(aDelivery({ status: "delivered" }))],
    ],
  ])("%s changes nothing, and is done with", async (_, body, items) => {
    const { handler, transactions } = recorder(items);
    expect(await handler(aBatch(aMessage(body)))).toEqual(nothingFailed);
    expect(transactions).toEqual([]);
  });

  test("comes again when it cannot be read or written; the others are done", async () => {
    const { handler, transactions } = recorder();
    const batch = aBatch(aMessage("junk " + address, { id: "bad" }), aMessage(aSesEvent("delivered"), { id: "good" }));
    expect(await handler(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
    expect(transactions).toHaveLength(1);
    const down = recorder(pending, { transact: () => Promise.reject(new Error("The table did not answer.")) });
    expect(await down.handler(batch)).toEqual({
      batchItemFailures: [{ itemIdentifier: "bad" }, { itemIdentifier: "good" }],
    });
    expect(log.lines).toHaveLength(3);
    expect(JSON.stringify(log.lines)).not.toContain(address);
  });
});
