import { describe, expect, it } from "vitest";
import { releasePartner } from "../../../shared/partner/commands/supervise-partner.ts";
import type { Refusal } from "../../../shared/kernel/refusal.ts";
import { dayOf, type Instant } from "../../../shared/kernel/time.ts";
import { alarmLines } from "../../../shared/names.ts";
import { wrongCodePolicy } from "../../../shared/codes/model.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { codeKeys } from "../../../shared/codes/item.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { present } from "../../../shared/table/places.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { publishHistory } from "../../support/table/publish-history.ts";
import type { Customer } from "../../actors/customer.ts";
import type { Partner } from "../../actors/partner.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { openProduct, refused } from "../../actors/product.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const manySends = { openInvitations: 1_000, perDay: 1_000, perAddressPerDay: 1_000 };
const product = openProduct({ policy: someRules({ wrongCodesToFreeze: 60, quotas: manySends }) });
const log = listenToEachLog();

/** A customer with a link that the partner had in hands, and a code that was mailed. */
async function asked(partner: Partner, email: string, at: Instant = now): Promise<Customer> {
  const { customer } = await partner.invite({ email, send: "self" }, { at });
  await customer.requestCode(at);
  return customer;
}
const mailbox = (number: number): string => `box-${number}@customer.example`;
const wrongFor = async (customer: Customer): Promise<string> =>
  String((Number(await customer.code()) + 1) % 100_000_000).padStart(8, "0");

/** So many wrong tries of each at once: five is what one code takes. */
async function guess(customers: readonly Customer[], each = 5, at: Instant = now): Promise<Refusal[]> {
  const tries = await Promise.all(
    customers.map(async (customer) => {
      const code = await wrongFor(customer);
      return Array.from({ length: each }, () => () => refused(customer.accept({ code }, at)));
    }),
  );
  return Promise.all(tries.flat().map((tryOnce) => tryOnce()));
}
const kinds = (refusals: readonly Refusal[]) =>
  Object.fromEntries(
    [...Map.groupBy(refusals, ({ faults }) => faults[0]?.code ?? "")].map(([code, some]) => [code, some.length]),
  );
const customersOf = async (partner: Partner, mailboxes: number, at: Instant = now): Promise<Customer[]> => {
  const customers = [];
  const tag = `+${dayOf(at)}@`;
  for (let number = 1; number <= mailboxes; number++)
    customers.push(await asked(partner, mailbox(number).replace("@", tag), at));
  return customers;
};
const stopsOf = async ({ partnerId }: Partner) =>
  (await readHistory(product().table, partnerId)).filter(({ type }) => type === "CodesStopped");
const isFrozen = async ({ partnerId }: Partner) =>
  (await product().table.read(present(partnerPlace(partnerId)))).frozen;

describe("wrong codes of one mailbox and partner", () => {
  it("are limited to ten a day across all invitations and tags of the mailbox, even when concurrent", async () => {
    const partner = await product().partner();
    const customers = [];
    for (const tag of ["", "+a", "+b", "+c", "+d"]) customers.push(await asked(partner, `ada${tag}@customer.example`));
    expect(kinds(await guess(customers))).toEqual({ "code-wrong": 10, "code-tries-used": 15 });

    const last = await asked(await product().partner(), "ada@customer.example");
    expect(await last.accept({ code: await last.code() })).toBe("done");
  });

  it("at the limit of a day have the right code refused and no code mailed until the next day", async () => {
    const partner = await product().partner();
    const [first, second, third] = [
      await asked(partner, "bob@customer.example"),
      await asked(partner, "bob+a@customer.example"),
      await asked(partner, "bob+b@customer.example"),
    ];
    await guess([first, second]);
    const refusal = await refused(third.accept({ code: await third.code() }));
    expect(refusal).toMatchObject({ kind: "code-quota", faults: [{ pointer: "/code", code: "code-tries-used" }] });
    expect(refusal.retryAfter).toBe(14 * 3_600);
    expect((await refused(third.requestCode())).kind).toBe("code-quota");
    const tomorrow = later({ hours: 14 });
    expect(await third.requestCode(tomorrow)).toBe("done");
    expect(await third.accept({ code: await third.code() }, tomorrow)).toBe("done");
  });

  it("count five times against the partner, so that fewer than ten mailboxes never stop it", async () => {
    const partner = await product().partner();
    const customers = [];
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9])
      for (const tag of ["", "+a", "+b"]) customers.push(await asked(partner, mailbox(number).replace("@", `${tag}@`)));
    expect(kinds(await guess(customers))).toEqual({ "code-wrong": 90, "code-tries-used": 45 });
    expect(await stopsOf(partner)).toEqual([]);
    expect(wrongCodePolicy.toStop).toBeGreaterThanOrEqual(10 * wrongCodePolicy.countedPerMailbox);
  });

  it("do not count against the partner when a colleague handed the request over", async () => {
    const partner = await product().partner();
    const { id, customer } = await partner.invite({ email: "carl@customer.example", send: "self" });
    await customer.requestCode();
    await customer.handOver("dora@customer.example", await customer.code());
    const colleague = await product().customer(id);
    await colleague.requestCode();
    const code = await wrongFor(colleague);
    expect((await refused(colleague.handOver("carl@customer.example", code))).kind).toBe("code-wrong");
    expect(await product().table.read(rawPlace(codeKeys.wrong(partner.partnerId, dayOf(now))))).toMatchObject({
      weight: 0,
    });
  });
});

describe("wrong codes of a partner's requests", () => {
  it("are limited to fifty a day, even when concurrent; then all codes stop, with an event and an alarm", async () => {
    const partner = await product().partner();
    const customers = await customersOf(partner, 13);
    const [bystander, ...guessing] = customers;
    expect(kinds(await guess(guessing))).toEqual({ "code-wrong": 50, "codes-stopped": 10 });

    const events = await stopsOf(partner);
    expect(events).toMatchObject([
      { metadata: { aggregate: `${partner.partnerId}/codes`, sequence: 1, actor: { kind: "system" } } },
    ]);
    expect(events[0]?.data).toEqual({ day: dayOf(now), wrong: 50 });
    await publishHistory(product().table, partner.partnerId);
    expect(log.lines).toContainEqual(
      expect.objectContaining({ message: alarmLines.codesStopped, aggregate: `${partner.partnerId}/codes` }),
    );

    const refusal = await refused(bystander!.accept({ code: await bystander!.code() }));
    expect(refusal).toMatchObject({ kind: "codes-stopped", faults: [{ pointer: "/code", code: "codes-stopped" }] });
    expect(refusal.retryAfter).toBe(14 * 3_600);
    expect((await refused(bystander!.requestCode())).kind).toBe("codes-stopped");
    expect(await stopsOf(partner)).toHaveLength(1);
    expect(await bystander!.decline()).toBe("done");
  });

  it("do not affect the codes of other partners, or the partner's own on the next day", async () => {
    const partner = await product().partner();
    const [last, ...customers] = await customersOf(partner, 11);
    await guess(customers);
    const other = await asked(await product().partner(), mailbox(1));
    expect(await other.accept({ code: await other.code() })).toBe("done");
    const tomorrow = later({ hours: 14 });
    await last!.requestCode(tomorrow);
    expect(await last!.accept({ code: await last!.code() }, tomorrow)).toBe("done");
  });

  it("may be a tenth of the mailed codes where that is more, and later mails do not lift a stop", async () => {
    const partner = await product().partner();
    const [last, ...customers] = await customersOf(partner, 14);
    const day = codeKeys.wrong(partner.partnerId, dayOf(now));
    await product().table.set(day, { mailed: 590 });
    expect(kinds(await guess(customers))).toEqual({ "code-wrong": 59, "codes-stopped": 6 });
    await product().table.set(day, { mailed: 5_000 });
    expect((await refused(last!.accept({ code: await last!.code() }))).kind).toBe("codes-stopped");
  });

  it("beyond the limit stop all codes with the next attempt, if the function crashed before it wrote the stop", async () => {
    const partner = await product().partner();
    const customer = await asked(partner, mailbox(1));
    await product().table.set(codeKeys.wrong(partner.partnerId, dayOf(now)), { weight: 500 });
    expect((await refused(customer.accept({ code: await customer.code() }))).kind).toBe("codes-stopped");
    expect((await stopsOf(partner)).map(({ data }) => data)).toEqual([{ day: dayOf(now), wrong: 50 }]);
  });

  it("freeze the partner when they reach the operator's limit within seven days, and are counted from zero after a release", async () => {
    const partner = await product().partner();
    const day = (number: number): Instant => later({ days: number });
    // The first day's are too old on the eighth.
    for (const number of [0, 1, 6, 7]) await guess(await customersOf(partner, 3, day(number)), 5, day(number));
    expect(await isFrozen(partner)).toBe(false);
    const more = [4, 5, 6].map((number) => asked(partner, mailbox(number), day(7)));
    await guess(await Promise.all(more), 5, day(7));
    expect(await isFrozen(partner)).toBe(true);
    const frozen = (await readHistory(product().table, partner.partnerId)).at(-1);
    expect(frozen).toMatchObject({ metadata: { actor: { kind: "system" } }, data: { cause: "wrong-codes" } });
    await publishHistory(product().table, partner.partnerId);
    expect(log.lines).toContainEqual(
      expect.objectContaining({ message: alarmLines.frozenForCodes, partnerId: partner.partnerId }),
    );

    const operator = {
      actor: { kind: "operator", id: "o-1" },
      now: day(7),
      correlationId: "c",
      causationId: null,
    } as const;
    await releasePartner(product(), partner.partnerId, operator, null);
    await guess(await customersOf(partner, 8, day(8)), 5, day(8));
    expect(await isFrozen(partner)).toBe(false);
  });
});
