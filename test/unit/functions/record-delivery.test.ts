import { afterEach, describe, expect, test, vi } from "vitest";
import { recordDelivery } from "../../../functions/record-delivery/handler.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { invitationKeys } from "../../../shared/invitation/items/keys.ts";
import type { Write } from "../../../shared/table/writes.ts";
import { deliveryPart } from "../../support/builders/stored-parts.ts";
import type { Key } from "../../../shared/table/keys.ts";
import { addressKeys } from "../../../shared/delivery/address-item.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { aDelivery, anInvitation, anIssue, ids } from "../../support/builders/builders.ts";
import { clockAt, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { aBatch, aMessage } from "../../support/stack/queue-events.ts";
import { itemsOf, scriptedTable } from "../../support/table/scripted-table.ts";
import { address, aSesEvent } from "../../support/stack/ses-events.ts";

const log = listenToEachLog();
afterEach(() => vi.restoreAllMocks());

const pending = [invitationItem(anInvitation({ status: "pending" })), deliveryPart(aDelivery())];
function recorder(items: readonly RawItem[] = pending, answers: Partial<Table> = {}) {
  const suppressed: [Key, RawItem][] = [];
  const set: Table["set"] = async (key, attributes) => suppressed.push([key, attributes]) > 0;
  const scripted = scriptedTable(items, { set, ...answers });
  const dependencies = { table: scripted.table, masterKey: async () => aMasterKey(), clock: clockAt() };
  return { ...scripted, suppressed, handler: recordDelivery(dependencies) };
}
const pseudonym = addressPseudonym(address, aMasterKey());
const reportedAt = "2026-11-22T10:05:00.000Z";
const complaintOf = (complaintFeedbackType: string) => {
  const complainedRecipients = [{ emailAddress: address }];
  return aSesEvent("complained", {
    detail: { complaint: { timestamp: reportedAt, complaintFeedbackType, complainedRecipients } },
  });
};
/** The event of a permanent bounce, with other members than usual. */
const bounceOf = (named: object) => {
  const permanent = { timestamp: reportedAt, bounceType: "Permanent", bounceSubType: "General" };
  return aSesEvent("bounced", { detail: { bounce: { ...permanent, ...named } } });
};
const transient = bounceOf({ bounceType: "Transient" });
const undetermined = bounceOf({ bounceType: "Undetermined", bounceSubType: "Undetermined" });
const delivered = [...pending.slice(0, 1), deliveryPart(aDelivery({ status: "delivered" }))];
/** What transactions update, by its key. */
const updatedIn = (transactions: readonly (readonly Write[])[]): Key[] =>
  transactions.flat().flatMap((write) => (write.kind === "update" ? [write.key] : []));
const nothingFailed = { batchItemFailures: [] };

describe("an event of SES", () => {
  test("about a mail becomes the delivery's state and event in one transaction", async () => {
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
        ...{ actor: { kind: "system", id: "ses" }, causationId: `${ids.invitation}:2`, correlationId: "request-1" },
      },
      data: { previousStatus: "sent", invitation: { delivery: { status: "bounced" } } },
    });
  });

  test.each<[string, string, readonly RawItem[]]>([
    ["about a mail without Rapport's tags", aSesEvent("delivered", { tags: { x: ["y"] } }), pending],
    ["about a code's mail", aSesEvent("delivered", { addedTags: { kind: ["code"] } }), pending],
    ["about a notice's mail", aSesEvent("delivered", { addedTags: { kind: ["notice"] } }), pending],
    ["about a complaint that was withdrawn", complaintOf("not-spam"), pending],
    ["about a failed authentication", complaintOf("auth-failure"), pending],
    ["about a virus", complaintOf("virus"), pending],
    ["about an out-of-office reply after the delivery", transient, delivered],
    ["about an undetermined bounce after the delivery", undetermined, delivered],
    ["about a malformed invitation id", aSesEvent("bounced", { addedTags: { invitation: ["inv_1"] } }), pending],
    ["about an unknown invitation", aSesEvent("bounced"), []],
    ["about an older link", aSesEvent("bounced", { addedTags: { link: ["9"] } }), pending],
    ["about an older mail", aSesEvent("bounced", { addedTags: { mail: ["1"] } }), pending],
    ["that comes a second time", aSesEvent("delivered"), delivered],
  ])("%s changes nothing and is not retried", async (_, body, items) => {
    const { handler, transactions } = recorder(items);
    expect(await handler(aBatch(aMessage(body)))).toEqual(nothingFailed);
    expect(transactions).toEqual([]);
  });

  test.each([
    ["bounced", "bounce"],
    ["complained", "complaint"],
  ] as const)("about a mail that %s suppresses the address in the same transaction", async (outcome, reason) => {
    const { handler, transactions, suppressed } = recorder();
    await handler(aBatch(aMessage(aSesEvent(outcome))));
    expect(transactions).toHaveLength(1);
    expect(transactions[0]).toContainEqual(
      expect.objectContaining({
        ...{ kind: "update", key: addressKeys.address(pseudonym), set: { [`suppressed#${reason}`]: reportedAt } },
        setOnce: { entity: "address", schema: 1 },
      }),
    );
    expect(JSON.stringify(transactions[0]?.at(-1))).not.toContain(address);
    expect(suppressed).toEqual([]);
  });

  test.each([
    ["a notice's mail", aSesEvent("bounced", { addedTags: { kind: ["notice"] } })],
    ["an older link's mail", aSesEvent("bounced", { addedTags: { link: ["9"] } })],
    ["an invitation that is not stored", aSesEvent("bounced", { addedTags: { invitation: ["inv_1"] } })],
  ])("about a bounce of %s suppresses the address without changing the delivery", async (_, body) => {
    const { handler, transactions, suppressed } = recorder();
    expect(await handler(aBatch(aMessage(body)))).toEqual(nothingFailed);
    expect(transactions).toEqual([]);
    const expected = { entity: "address", schema: 1, "suppressed#bounce": reportedAt };
    expect(suppressed).toEqual([[addressKeys.address(pseudonym), expected]]);
  });

  test.each([
    ["bounced", "InvitationBounced", "bounce"],
    ["complained", "InvitationComplained", "complaint"],
  ] as const)(
    "about a code's mail that %s changes the delivery of an invitation sent by hand",
    async (outcome, type, reason) => {
      const issue = anIssue({ mode: "self" });
      const byHand = [invitationItem(anInvitation({ status: "pending", issue })), ...pending.slice(1)];
      const { handler, transactions } = recorder(byHand);
      await handler(aBatch(aMessage(aSesEvent(outcome, { addedTags: { kind: ["code"], mail: ["4"] } }))));
      expect(transactions).toHaveLength(1);
      expect(itemsOf(transactions).find((item) => item["type"] === type)).toMatchObject({
        data: { invitation: { delivery: { mode: "self", status: outcome } } },
      });
      expect(transactions[0]?.at(-1)).toMatchObject({ set: { [`suppressed#${reason}`]: reportedAt } });
    },
  );

  test.each(["delivered", "delayed", "rejected"] as const)(
    "about a code's mail that was %s changes nothing",
    async (outcome) => {
      const { handler, transactions, suppressed } = recorder();
      const body = aSesEvent(outcome, { addedTags: { kind: ["code"], mail: ["4"] } });
      expect(await handler(aBatch(aMessage(body)))).toEqual(nothingFailed);
      expect([transactions, suppressed]).toEqual([[], []]);
    },
  );

  test.each([
    ["sent", "Transient", "MailboxFull"],
    ["delayed", "Transient", "General"],
    ["delayed", "Undetermined", "Undetermined"],
  ] as const)(
    "that gives up a mail that was %s (%s) is recorded as undelivered and suppresses nobody",
    async (status, ...types) => {
      const { handler, transactions, suppressed } = recorder([
        ...pending.slice(0, 1),
        deliveryPart(aDelivery({ status })),
      ]);
      const [bounceType, bounceSubType] = types;
      const bouncedRecipients = [{ emailAddress: address, status: "4.4.7" }];
      await handler(aBatch(aMessage(bounceOf({ bounceType, bounceSubType, bouncedRecipients }))));
      expect(itemsOf(transactions)).toMatchObject([
        { entity: "delivery", status: "undelivered", reason: `${bounceType} ${bounceSubType} 4.4.7` },
        { type: "InvitationUndelivered", data: { previousStatus: status } },
      ]);
      expect(updatedIn(transactions)).toEqual([invitationKeys.state(ids.invitation)]);
      expect(suppressed).toEqual([]);
    },
  );

  test("about a bounce suppresses the address of the mail, not one that the event names", async () => {
    const { handler, transactions } = recorder();
    const bouncedRecipients = [{ emailAddress: "victim@fabrikam.example", status: "5.1.1" }];
    await handler(aBatch(aMessage(bounceOf({ bouncedRecipients }))));
    expect(updatedIn(transactions)).toEqual([invitationKeys.state(ids.invitation), addressKeys.address(pseudonym)]);
  });

  test("about a refusal by policy is recorded as a bounce and suppresses nobody", async () => {
    const { handler, transactions, suppressed } = recorder();
    await handler(aBatch(aMessage(bounceOf({ bouncedRecipients: [{ emailAddress: address, status: "5.7.26" }] }))));
    expect(itemsOf(transactions)).toMatchObject([{ status: "bounced" }, { type: "InvitationBounced" }]);
    expect([updatedIn(transactions), suppressed]).toEqual([[invitationKeys.state(ids.invitation)], []]);
  });

  test("needs no master key when nothing is suppressed", async () => {
    const scripted = scriptedTable(pending);
    const masterKey = () => Promise.reject(new Error("The key is away."));
    const handler = recordDelivery({ table: scripted.table, masterKey, clock: clockAt() });
    expect(await handler(aBatch(aMessage(aSesEvent("delivered"))))).toEqual(nothingFailed);
  });

  test("is retried alone when it cannot be read or written", async () => {
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
