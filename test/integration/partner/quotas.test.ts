import { afterEach, describe, expect, it, vi } from "vitest";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { readQuotas } from "../../../shared/partner/commands/read-quotas.ts";
import { counterOf, giveBack, recountOpen, usedPlace, type Quota } from "../../../shared/partner/items/quotas.ts";
import { Superseded } from "../../../shared/table/superseded.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import type { Partner } from "../../actors/partner.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";
import { openProduct, refused } from "../../actors/product.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const product = openProduct({ policy: someRules({ quotas: { openInvitations: 4, perDay: 9, perAddressPerDay: 3 } }) });
afterEach(() => void vi.restoreAllMocks());

const used = async (quota: Quota, { partnerId }: Partner): Promise<number> =>
  await product().table.read(usedPlace(counterOf(quota, partnerId, "", now)));
const openOf = (partner: Partner) => used("open", partner);
const dayOf = (partner: Partner) => used("day", partner);
const openTaken = ({ partnerId }: Partner) => ({ key: partnerKeys.counters(partnerId), names: ["open"] });
const fill = (partner: Partner, count: number) => Promise.all(Array.from({ length: count }, () => partner.create()));
const tomorrow = later({ hours: 14 });

describe("a partner's quota", () => {
  it("of open invitations is used up at its limit, and freed by each invitation that is closed", async () => {
    const partner = await product().partner();
    const [a, b, c, d] = (await fill(partner, 4)).map(({ reading }) => reading.id);
    const refusal = await refused(partner.create());
    expect(refusal).toMatchObject({ kind: "quota", retryAfter: 3600, members: { quota: "open" } });
    expect((await partner.create({ send: null })).reading.status).toBe("draft");

    await partner.cancel(a!);
    await (await product().customer(b!)).accept();
    await (await product().customer(c!)).decline();
    expect(await openOf(partner)).toBe(1);
    await fill(partner, 3);
    await partner.cancel(d!);
    expect(await openOf(partner)).toBe(3);
  });

  it("is read with the remaining amount in one request, and is reset the next day", async () => {
    const partner = await product().partner();
    const [first] = await fill(partner, 4);
    await partner.cancel(first!.reading.id);
    const read = (at = now) => readQuotas(product(), partner.partnerId, at);
    expect(await read()).toEqual({
      openInvitations: { limit: 4, used: 3, left: 1 },
      perDay: { limit: 9, used: 4, left: 5, resetsAt: tomorrow },
      perAddressPerDay: { limit: 3, resetsAt: tomorrow },
      confirmationsPerDay: { limit: 20, used: 0, left: 20, resetsAt: tomorrow },
    });
    expect(await product().store.requests(read)).toEqual({ BatchGetItem: 1 });
    expect(await read(tomorrow)).toMatchObject({ openInvitations: { left: 1 }, perDay: { used: 0, left: 9 } });
  });

  it("of addresses to confirm counts each once, even when the write is retried", async () => {
    const partner = await product().partner();
    const cause = await partner.adminCause();
    vi.spyOn(product().table, "transact").mockRejectedValueOnce(new Superseded());
    await partner.changeProfile({ notifications: ["team@elsewhere.example", "desk@elsewhere.example"] }, cause);
    expect(await readQuotas(product(), partner.partnerId, now)).toMatchObject({ confirmationsPerDay: { used: 2 } });
  });

  it("of open invitations follows an invitation that expires and is renewed", async () => {
    const partner = await product().partner();
    const one = () => partner.create({ expiresIn: "P1D" });
    const [first, second] = [(await one()).reading.id, (await one()).reading.id];
    const end = later({ days: 1 });
    await (await product().customer(first)).askForNewLink(end);
    expect(await openOf(partner)).toBe(1);
    await partner.renew(first, { at: end });
    // This one was never written as expired: it is counted still.
    await partner.renew(second, { at: end });
    expect(await openOf(partner)).toBe(2);
  });

  it("of open invitations never falls below zero", async () => {
    const partner = await product().partner();
    await partner.create();
    await giveBack(product().table, openTaken(partner), 2, "first");
    expect(await openOf(partner)).toBe(1);
    await giveBack(product().table, openTaken(partner), 1, "second");
    expect(await openOf(partner)).toBe(0);
    // As many as its locks, which the audit compares.
    await recountOpen(product().table, partner.partnerId, later({ hours: 1 }));
  });

  it("of open invitations is returned once when the request is repeated because its answer was lost", async () => {
    const partner = await product().partner();
    for (let at = 0; at < 3; at++) await partner.create();
    for (const id of ["first", "first", "second"]) {
      await giveBack(product().table, openTaken(partner), 1, id);
    }
    expect(await openOf(partner)).toBe(1);
    await recountOpen(product().table, partner.partnerId, later({ hours: 1 }));
  });

  it("per day stays used up until the end of the UTC day, even when invitations are cancelled", async () => {
    const partner = await product().partner();
    for (let at = 0; at < 9; at++) await partner.cancel((await partner.create()).id);
    const refusal = await refused(partner.create({}, { at: later({ hours: 13 }) }));
    expect(refusal).toMatchObject({ kind: "quota", retryAfter: 3600, members: { quota: "day" } });
    expect((await partner.create({}, { at: tomorrow })).reading.status).toBe("pending");
    expect(await openOf(partner)).toBe(1);
  });

  it("of the day is remembered for a month and forgotten after it", async () => {
    const partner = await product().partner();
    const daysAt = async (days: number) => {
      await partner.create({}, { at: later({ days }) });
      const item = await product().table.read(rawPlace(partnerKeys.counters(partner.partnerId)));
      return Object.keys(item ?? {}).filter((name) => name.startsWith("day#")).length;
    };
    expect([await daysAt(0), await daysAt(32), await daysAt(33), await daysAt(70)]).toEqual([1, 2, 2, 1]);
  });

  it("of one address counts every way of sending to it", async () => {
    const partner = await product().partner();
    const email = "often@address.example";
    const { id } = await partner.create({ email });
    await partner.resend(id);
    const draft = (await partner.create({ email, send: null, relationship: "advisor" })).id;
    await partner.send(draft, "self");
    const other = (await partner.create()).id;
    const full = { kind: "quota", retryAfter: 14 * 3600, members: { quota: "address" } };
    expect(await refused(partner.resend(id))).toMatchObject(full);
    await partner.cancel(id);
    expect(await refused(partner.create({ email }))).toMatchObject(full);
    expect(await refused(partner.correctAddress(other, email))).toMatchObject(full);
    expect((await partner.correctAddress(other, "else@address.example")).reading.version).toBe(3);
    expect((await partner.create({ email }, { at: tomorrow })).reading.status).toBe("pending");
    expect((await (await product().partner()).create({ email })).reading.status).toBe("pending");
  });

  it("of one address is shared by its plus-sign tags, but not by spellings with other dots", async () => {
    const partner = await product().partner();
    for (const email of ["tag@mailbox.example", "tag+1@mailbox.example", "TAG+two@mailbox.example"])
      await partner.cancel((await partner.create({ email })).id);
    const full = { kind: "quota", members: { quota: "address" } };
    const other = (await partner.create({ email: "t.ag@mailbox.example" })).id;
    expect(await refused(partner.create({ email: "tag+three@mailbox.example" }))).toMatchObject(full);
    expect(await refused(partner.correctAddress(other, "tag+four@mailbox.example"))).toMatchObject(full);
  });

  it("is not used by a refused or repeated request", async () => {
    const partner = await product().partner();
    const email = "once@refused.example";
    const claim = partner.claim();
    await partner.create({ email }, { claim });
    await partner.create({ email }, { claim });
    await refused(partner.create({ email }));
    product().store.before("TransactWriteItems", () => partner.create({ email: "race@refused.example" }));
    await refused(partner.create({ email: "race@refused.example" }));
    expect([await openOf(partner), await dayOf(partner)]).toEqual([2, 2]);
  });

  it.each(["UpdateItem", "BatchWriteItem"] as const)(
    "is given back when a failed %s keeps the write from beginning",
    async (operation) => {
      const partner = await product().partner();
      product().store.fail(operation, new Error("The connection broke."));
      await expect(partner.create()).rejects.toThrow("The connection broke.");
      const counted = [await openOf(partner), await dayOf(partner)];
      // The failed counter may have counted.
      expect(counted.reduce((sum, used) => sum + used, 0)).toBe(0);
    },
  );

  it("stays used when the outcome of a write is unknown, and is corrected by a recount when it is full", async () => {
    const partner = await product().partner();
    for (let at = 0; at < 4; at++) {
      product().store.fail("TransactWriteItems", new Error("The connection broke."));
      await expect(partner.create()).rejects.toThrow("broke");
    }
    expect(await openOf(partner)).toBe(4);
    expect((await partner.create({}, { at: later({ minutes: 1 }) })).reading.status).toBe("pending");
    expect(await openOf(partner)).toBe(1);
  });

  it("is recounted at most once in ten minutes, and only when no write can still be in progress", async () => {
    const partner = await product().partner();
    await fill(partner, 4);
    const countsAt = async (minutes: number) =>
      (await product().store.requests(() => refused(partner.create({}, { at: later({ minutes }) })))).Query ?? 0;
    expect([await countsAt(0), await countsAt(1), await countsAt(10), await countsAt(11)]).toEqual([0, 1, 0, 1]);
  });

  it("is not exceeded by invitations that are created at once", async () => {
    const partner = await product().partner();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => partner.create()));
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(4);
    expect(await openOf(partner)).toBe(4);
  });

  it("that cannot be returned does not make the cancellation fail", async () => {
    const partner = await product().partner();
    const { id } = await partner.create();
    const { lines } = listenToLog();
    product().store.fail("UpdateItem", new Error("Throttled"));
    expect((await partner.cancel(id)).reading.status).toBe("cancelled");
    expect(await openOf(partner)).toBe(1);
    expect(lines).toMatchObject([{ level: "warn", message: "quota not given back" }]);
  });
});
