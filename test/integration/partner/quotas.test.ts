import { afterEach, describe, expect, it, vi } from "vitest";
import { readQuotas } from "../../../shared/partner/commands/read-quotas.ts";
import { giveBack, recountOpen, usedPlace } from "../../../shared/partner/items/quotas.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import type { Desk } from "../../support/desk.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";
import { openOffice, refused } from "../../support/office.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const office = openOffice({ policy: someRules({ quotas: { openInvitations: 4, perDay: 9, perAddressPerDay: 3 } }) });
afterEach(() => void vi.restoreAllMocks());

const openOf = async ({ partnerId }: Desk): Promise<number> =>
  await office().table.read(usedPlace(partnerKeys.openQuota(partnerId)));
const dayOf = async ({ partnerId }: Desk): Promise<number> =>
  await office().table.read(usedPlace(partnerKeys.dayQuota(partnerId, now.slice(0, 10))));
const fill = (desk: Desk, count: number) => Promise.all(Array.from({ length: count }, () => desk.create()));
const tomorrow = later({ hours: 14 });

describe("(A14) a partner's quota", () => {
  it("of open invitations is full with so many, and has room again with each that is closed", async () => {
    const desk = await office().desk();
    const [a, b, c, d] = (await fill(desk, 4)).map(({ reading }) => reading.id);
    const refusal = await refused(desk.create());
    expect(refusal).toMatchObject({ kind: "quota", retryAfter: 3600, members: { quota: "open" } });
    expect((await desk.create({ send: null })).reading.status).toBe("draft");

    await desk.cancel(a!);
    await (await office().customer(b!)).accept();
    await (await office().customer(c!)).decline();
    expect(await openOf(desk)).toBe(1);
    await fill(desk, 3);
    await desk.cancel(d!);
    expect(await openOf(desk)).toBe(3);
  });

  it("is read with what is left of it, by one request, and is whole again the next day", async () => {
    const desk = await office().desk();
    const [first] = await fill(desk, 4);
    await desk.cancel(first!.reading.id);
    const read = (at = now) => readQuotas(office(), desk.partnerId, at);
    expect(await read()).toEqual({
      openInvitations: { limit: 4, used: 3, left: 1 },
      perDay: { limit: 9, used: 4, left: 5, resetsAt: tomorrow },
      perAddressPerDay: { limit: 3, resetsAt: tomorrow },
      confirmationsPerDay: { limit: 20, used: 0, left: 20, resetsAt: tomorrow },
    });
    expect(await office().store.requests(read)).toEqual({ BatchGetItem: 1 });
    expect(await read(tomorrow)).toMatchObject({ openInvitations: { left: 1 }, perDay: { used: 0, left: 9 } });
  });

  it("of a day and of an address is told with what was counted against it", async () => {
    const desk = await office().desk();
    const address = { quota: "address", limit: 3, seconds: 14 * 3600 };
    const day = { quota: "day", limit: 9, seconds: 14 * 3600 };
    const { reading, quotas } = await desk.create();
    expect(quotas).toEqual([
      { ...address, left: 2 },
      { ...day, left: 8 },
    ]);
    expect((await desk.resend(reading.id)).quotas).toEqual([
      { ...address, left: 1 },
      { ...day, left: 7 },
    ]);
    expect((await desk.create({ send: null })).quotas).toEqual([]);
    expect((await desk.cancel(reading.id)).quotas).toEqual([]);
  });

  it("of open invitations is neither used nor freed by what leaves them open", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ send: "self", email: "a@stays.example" })).reading;
    await desk.resend(id);
    await desk.correctAddress(id, "b@stays.example");
    const customer = await office().customer(id);
    await customer.requestCode();
    await customer.handOver("c@stays.example", await customer.code());
    expect(await openOf(desk)).toBe(1);
  });

  it("of open invitations follows an invitation that expires, is asked for anew, and is renewed", async () => {
    const desk = await office().desk();
    const one = () => desk.create({ expiresIn: "P1D" });
    const [first, second] = [(await one()).reading.id, (await one()).reading.id];
    const end = later({ days: 1 });
    await (await office().customer(first)).askForNewLink(end);
    expect(await openOf(desk)).toBe(1);
    await desk.renew(first, { at: end });
    // This one was never written as expired: it is counted still.
    await desk.renew(second, { at: end });
    expect(await openOf(desk)).toBe(2);
  });

  it("of open invitations never falls below none, however much is given back", async () => {
    const desk = await office().desk();
    await desk.create();
    await giveBack(office().table, partnerKeys.openQuota(desk.partnerId), 2);
    expect(await openOf(desk)).toBe(1);
    await giveBack(office().table, partnerKeys.openQuota(desk.partnerId), 1);
    expect(await openOf(desk)).toBe(0);
    // As many as its locks, which the audit compares.
    await recountOpen(office().table, desk.partnerId, later({ hours: 1 }));
  });

  it("of a day is full until the day ends (UTC), whatever became of what was sent", async () => {
    const desk = await office().desk();
    for (let at = 0; at < 9; at++) await desk.cancel((await desk.create()).reading.id);
    const refusal = await refused(desk.create({}, { at: later({ hours: 13 }) }));
    expect(refusal).toMatchObject({ kind: "quota", retryAfter: 3600, members: { quota: "day" } });
    expect((await desk.create({}, { at: tomorrow })).reading.status).toBe("pending");
    expect(await openOf(desk)).toBe(1);
  });

  it("of one address counts every way of sending to it", async () => {
    const desk = await office().desk();
    const email = "often@address.example";
    const { id } = (await desk.create({ email })).reading;
    await desk.resend(id);
    const draft = (await desk.create({ email, send: null, relationship: "advisor" })).reading.id;
    await desk.send(draft, "self");
    const other = (await desk.create()).reading.id;
    const full = { kind: "quota", retryAfter: 14 * 3600, members: { quota: "address" } };
    expect(await refused(desk.resend(id))).toMatchObject(full);
    await desk.cancel(id);
    expect(await refused(desk.create({ email }))).toMatchObject(full);
    expect(await refused(desk.correctAddress(other, email))).toMatchObject(full);
    expect((await desk.correctAddress(other, "else@address.example")).reading.version).toBe(3);
    expect((await desk.create({ email }, { at: tomorrow })).reading.status).toBe("pending");
    expect((await (await office().desk()).create({ email })).reading.status).toBe("pending");
  });

  it("of one address is the mailbox's: tags behind a plus sign share it, and dots do not", async () => {
    const desk = await office().desk();
    for (const email of ["tag@mailbox.example", "tag+1@mailbox.example", "TAG+two@mailbox.example"])
      await desk.cancel((await desk.create({ email })).reading.id);
    const full = { kind: "quota", members: { quota: "address" } };
    const other = (await desk.create({ email: "t.ag@mailbox.example" })).reading.id;
    expect(await refused(desk.create({ email: "tag+three@mailbox.example" }))).toMatchObject(full);
    expect(await refused(desk.correctAddress(other, "tag+four@mailbox.example"))).toMatchObject(full);
  });

  it("is not used by a request that is refused, or that is the same again", async () => {
    const desk = await office().desk();
    const email = "once@refused.example";
    const claim = desk.claim();
    await desk.create({ email }, { claim });
    await desk.create({ email }, { claim });
    await refused(desk.create({ email }));
    office().store.before("TransactWriteItems", () => desk.create({ email: "race@refused.example" }));
    await refused(desk.create({ email: "race@refused.example" }));
    expect([await openOf(desk), await dayOf(desk)]).toEqual([2, 2]);
  });

  it("stays used where nobody knows whether it was written, and is set right by a count when it is full", async () => {
    const desk = await office().desk();
    for (let at = 0; at < 4; at++) {
      office().store.fail("TransactWriteItems", new Error("The connection broke."));
      await expect(desk.create()).rejects.toThrow("broke");
    }
    expect(await openOf(desk)).toBe(4);
    expect((await desk.create({}, { at: later({ minutes: 1 }) })).reading.status).toBe("pending");
    expect(await openOf(desk)).toBe(1);
  });

  it("is counted at most once in ten minutes, and when nothing that was taken can still be on the way", async () => {
    const desk = await office().desk();
    await fill(desk, 4);
    const countsAt = async (minutes: number) =>
      (await office().store.requests(() => refused(desk.create({}, { at: later({ minutes }) })))).Query ?? 0;
    expect([await countsAt(0), await countsAt(1), await countsAt(10), await countsAt(11)]).toEqual([0, 1, 0, 1]);
  });

  it("holds however many are created at once", async () => {
    const desk = await office().desk();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => desk.create()));
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(4);
    expect(await openOf(desk)).toBe(4);
  });

  it("that cannot be given back does not spoil what was done", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    const { lines } = listenToLog();
    office().store.fail("UpdateItem", new Error("Throttled"));
    expect((await desk.cancel(id)).reading.status).toBe("cancelled");
    expect(await openOf(desk)).toBe(1);
    expect(lines).toMatchObject([{ level: "warn", message: "quota not given back" }]);
  });
});
