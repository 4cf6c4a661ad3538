import { afterEach, describe, expect, test, vi } from "vitest";
import { customerItem } from "../../../shared/customer/items/item.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { addressKeys } from "../../../shared/delivery/address-item.ts";
import { sweepDue } from "../../../functions/sweep-due/handler.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { deliveryPart } from "../../support/builders/stored-parts.ts";
import { aggregateOf, keyOf, type Key } from "../../../shared/table/keys.ts";
import { invitationKeys } from "../../../shared/invitation/items/keys.ts";
import { keysIn, readerOf } from "../../../shared/table/plans.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import { partnerItem } from "../../../shared/partner/items/partners.ts";
import { Superseded } from "../../../shared/table/superseded.ts";
import { noSenders } from "../../../shared/customer/rules/senders.ts";
import type { RawItem, Table } from "../../../shared/table/table.ts";
import type { QueryInput } from "../../../shared/table/reads.ts";
import {
  aDelivery,
  aGrant,
  anInvitation,
  anIssue,
  aPartner,
  aRelationship,
  ids,
} from "../../support/builders/builders.ts";
import { aCustomer } from "../../support/builders/a-customer.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { clockAt, later, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { itemsOf, scriptedTable, withParts } from "../../support/table/scripted-table.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const log = listenToEachLog();
afterEach(() => vi.restoreAllMocks());

const numbered = (at: number): string => `inv_01JD00000000000000000000${String(at).padStart(2, "0")}`;
const draft = (id: string) => invitationItem(anInvitation({ status: "draft", id }));
const pending = (id: string = ids.invitation) => invitationItem(anInvitation({ status: "pending", id }));
const nothing = { expired: 0, dropped: 0, reminded: 0, silenced: 0, postponed: 0, settled: 0, left: 0, failed: 0 };

/**
 * A sweep over pages of due items, whose mails went out at once and whose partner stands, unless `stored` says otherwise;
 * `remaining` is what the function has left after each page.
 */
function aSweep(
  pages: readonly (readonly RawItem[])[],
  at: string,
  {
    remaining = [],
    stored = [],
    answers = {},
  }: { remaining?: number[]; stored?: RawItem[]; answers?: Partial<Table> } = {},
) {
  const queries: QueryInput[] = [];
  const reads: Key[][] = [];
  const mailed = pages.flat().map((item) => deliveryPart(aDelivery({ invitationId: aggregateOf(keyOf(item).PK) })));
  const items = [...pages.flat(), ...stored, ...mailed, partnerItem(aPartner())];
  const scripted = scriptedTable(items, {
    read: readerOf(async (plan) => {
      reads.push(keysIn(plan));
      return withParts(items);
    }),
    query: async (input) => {
      const page = queries.push(input) - 1;
      return {
        items: (pages[page] ?? []).map((item) => ({ ...keyOf(item) })),
        next: page + 1 < pages.length ? { PK: `page ${page + 1}` } : null,
      };
    },
    ...answers,
  });
  const left = [...remaining];
  const handler = sweepDue(
    { table: scripted.table, masterKey: async () => aMasterKey(), policy: someRules() },
    clockAt(at),
  );
  const context = { getRemainingTimeInMillis: () => left.shift() ?? 300_000, awsRequestId: "run-1" };
  return { ...scripted, queries, reads, sweep: (event: unknown = { shard: "05" }) => handler(event, context) };
}

describe("a sweep of due items", () => {
  test("queries its shard up to now, and logs nothing when nothing is due", async () => {
    const { sweep, queries } = aSweep([[]], now);
    expect(await sweep()).toEqual(nothing);
    expect(queries).toMatchObject([{ index: { name: "GSI2" }, partition: "DUE#05", sort: { upTo: now }, limit: 25 }]);
    expect(log.lines).toEqual([]);
  });

  test.each([{}, { shard: "16" }, { shard: 5 }, null])("does not start with the event %j", async (event) => {
    await expect(aSweep([[]], now).sweep(event)).rejects.toThrow();
  });

  test("expires an overdue invitation, frees its lock and names the job as the actor", async () => {
    const { sweep, transactions } = aSweep([[pending()]], later({ days: 30 }));
    expect(await sweep()).toEqual({ ...nothing, expired: 1 });
    const [state, event] = itemsOf(transactions);
    expect(state).toMatchObject({ status: "expired" });
    expect(transactions[0]?.[0]).toMatchObject({ kind: "update", remove: ["GSI2PK", "GSI2SK"] });
    expect(event).toMatchObject({
      type: "InvitationExpired",
      metadata: { actor: { kind: "job", id: "sweep-due" }, correlationId: "run-1" },
    });
    expect(transactions[0]?.at(-1)).toMatchObject({
      ...{ kind: "delete", key: invitationKeys.open(ids.partner, "reseller", address) },
      condition: { values: { ":holder": ids.invitation } },
    });
  });

  test("reminds only if the delivery is still as it was read", async () => {
    const delivery = aDelivery({ status: "delivered", version: 3 });
    const { sweep, transactions } = aSweep([[pending()]], later({ days: 3 }), { stored: [deliveryPart(delivery)] });
    expect(await sweep()).toEqual({ ...nothing, reminded: 1 });
    const [state, event] = itemsOf(transactions);
    expect(state).toMatchObject({ GSI2SK: later({ days: 7 }) });
    expect(event).toMatchObject({ type: "InvitationReminded", metadata: { sequence: 3 } });
    expect(transactions[0]?.[0]).toMatchObject({
      ...{ kind: "update", key: invitationKeys.state(ids.invitation) },
      condition: {
        expression: expect.stringMatching(/AND #delivery\.#v = :delivery$/) as string,
        values: { ":version": 2, ":delivery": 3 },
      },
    });
  });

  const address = addressPseudonym("it@contoso.example", aMasterKey());
  const known = (status: RawItem) => [{ ...addressKeys.address(address), ...status }];
  const blocking = { ...noSenders(ids.customer), version: 1, blocked: [ids.partner] };
  const customers = { address, version: 1, email: "it@contoso.example", locale: null, customers: [ids.customer] };
  const revoked = [partnerItem(aPartner({ linkEpoch: 2 }))];
  const frozen = [partnerItem(aPartner({ frozen: true }))];
  const queued = [deliveryPart(aDelivery({ status: null, takenAt: null, at: null }))];
  const sentLate = [deliveryPart(aDelivery({ takenAt: later({ days: 2, hours: 12 }) }))];
  const [third, end] = [later({ days: 3 }), later({ days: 30 })];

  test.each<[string, string, RawItem[], "silenced" | "postponed", string]>([
    ["after a bounce", third, [deliveryPart(aDelivery({ status: "bounced" }))], "silenced", end],
    ["of a revoked link", third, revoked, "silenced", end],
    ["when the address unsubscribed", third, known({ [`unsubscribed#${ids.partner}`]: now }), "silenced", end],
    ["after a complaint", third, known({ "suppressed#complaint": now }), "silenced", end],
    [
      "when the customer blocks the partner",
      third,
      [
        { ...customerKeys.senders(ids.customer), ...blocking },
        { ...customerKeys.administered(address), ...customers, sandboxes: {}, accepted: {}, founded: 1 },
      ],
      "silenced",
      end,
    ],
    ["of a frozen partner", third, frozen, "postponed", later({ days: 3, hours: 1 })],
    ["of a frozen partner in the last hour", later({ days: 29, hours: 23, ms: 1 }), frozen, "silenced", end],
    ["of a mail that is still queued", third, queued, "postponed", later({ days: 4 })],
    ["within a day after the mail", third, sentLate, "postponed", later({ days: 3, hours: 12 })],
  ])("sends no reminder %s and writes only when the item is due next", async (_, at, stored, count, dueAt) => {
    const set: Parameters<Table["set"]>[] = [];
    const answers: Partial<Table> = { set: async (...written) => set.push(written) > 0 };
    const { sweep, transactions } = aSweep([[pending()]], at, { stored, answers });
    expect([await sweep(), transactions]).toEqual([{ ...nothing, [count]: 1 }, []]);
    expect(set).toMatchObject([
      [invitationKeys.state(ids.invitation), { GSI2SK: dueAt }, { values: { ":version": 2 } }],
    ]);
  });

  test.each<[string, RawItem[], string, RawItem[]]>([
    [
      "by a new link",
      [invitationItem(anInvitation({ status: "pending", issue: anIssue({ linkEpoch: 2 }) }))],
      third,
      revoked,
    ],
    ["a day after the mail", [pending()], later({ days: 3, hours: 12 }), sentLate],
  ])("reminds again %s", async (_, due, at, stored) => {
    expect(await aSweep([due], at, { stored }).sweep()).toEqual({ ...nothing, reminded: 1 });
  });

  test("reads each partner once", async () => {
    const pages = [[pending(numbered(1)), pending(numbered(2))], [pending(numbered(3))]];
    const { sweep, reads } = aSweep(pages, later({ days: 3 }));
    await sweep();
    expect(reads.flat().filter(({ SK }) => SK === "STANDING")).toHaveLength(1);
  });

  test("cancels a draft that was never sent, with the system as the actor", async () => {
    const { sweep, transactions } = aSweep([[draft(ids.invitation)]], later({ days: 90 }));
    expect(await sweep()).toEqual({ ...nothing, dropped: 1 });
    expect(itemsOf(transactions)[1]).toMatchObject({
      type: "InvitationCancelled",
      metadata: { actor: { kind: "system" } },
      data: { invitation: { status: "cancelled", cancelReason: "The draft was not sent." } },
    });
  });

  test("extends no permissions of a customer without administrators, whatever else of it is due", async () => {
    const lasting = aGrant("users.admin", { autoExtend: true });
    const extending = relationshipItem(aRelationship({ grants: [lasting] }));
    const other = relationshipItem(
      aRelationship({ id: "rel_01JD0000000000000000000099", type: "advisor", grants: [aGrant()] }),
    );
    const left = customerItem(aCustomer([]));
    for (const also of [other, left]) {
      const { sweep, transactions } = aSweep([[extending, also]], lasting.endsAt, { stored: [left] });
      await sweep();
      const types = itemsOf(transactions).flatMap(({ type }) => type ?? []);
      expect(types).toContain("PermissionsExpired");
      expect(types).not.toContain("PermissionsExtended");
    }
  });

  test("leaves an invitation that is not due, answered or changed meanwhile", async () => {
    const accepted = invitationItem(anInvitation({ status: "accepted" }));
    expect(await aSweep([[pending(), accepted]], now).sweep()).toEqual({ ...nothing, left: 2 });
    const faster = { transact: () => Promise.reject(new Superseded()), set: async () => false };
    expect(await aSweep([[pending()]], later({ days: 3 }), { answers: faster }).sweep()).toEqual({
      ...nothing,
      left: 1,
    });
  });

  test("reads page after page, and stops with 30 seconds left", async () => {
    const pages = [[pending(numbered(1))], [pending(numbered(2))], [pending(numbered(3))]];
    const whole = aSweep(pages, later({ days: 3 }));
    expect(await whole.sweep()).toMatchObject({ reminded: 3 });
    expect(whole.queries.map(({ start }) => start)).toEqual([undefined, { PK: "page 1" }, { PK: "page 2" }]);
    expect(await aSweep(pages, later({ days: 3 }), { remaining: [30_001, 30_000] }).sweep()).toMatchObject({
      reminded: 2,
    });
  });

  test("handles the other items when one fails, and then fails itself so that the alarm rings", async () => {
    const broken = { ...pending(numbered(2)), status: "secret" };
    const { sweep, transactions } = aSweep([[pending(numbered(1)), broken, pending(numbered(3))]], later({ days: 3 }));
    await expect(sweep()).rejects.toThrow("1 due items of shard 05");
    expect(transactions).toHaveLength(2);
    expect(log.lines).toMatchObject([
      { level: "error", message: "due item failed", key: broken["PK"] },
      { level: "info", message: "swept", shard: "05", reminded: 2, failed: 1 },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain("secret");
  });
});
