import { describe, expect, it } from "vitest";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { listAllCustomers } from "../../../shared/customer/commands/list-all-customers.ts";
import { stopRecovery } from "../../../shared/customer/commands/stop-recovery.ts";
import { editCustomer, readCustomer } from "../../../shared/customer/commands/supervise-customer.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { idMaker } from "../../../shared/runtime/dependencies.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { operatorCause } from "../../actors/operator.ts";
import { openProduct, refused } from "../../actors/product.ts";

let made = 0;
const product = openProduct({ eachTest: true, newId: idMaker(() => later({ ms: ++made })) });
listenToEachLog();

const ada = "ada@contoso.example";
const grace = "grace@contoso.example";

/** A customer of that name, founded by an address. */
async function found(name = "Contoso", email = ada): Promise<string> {
  return (await product().founder(email, { name })).customerId;
}
const recover = (id: string, named: { email?: string; force?: boolean; at?: Instant; key?: string } = {}) => {
  const { email = grace, force = false, at = now, key } = named;
  const claim = key === undefined ? null : { partnerId: "operator", route: "POST /x", key, bodyHash: "b" };
  return product().operator.recover(id, email, { reason: "Ada has left.", force, at, claim });
};
const confirm = async (customerId: string, at: Instant, email = grace) =>
  (await product().administrator(customerId, { email })).confirm(email, at);
const stopOf = async (subject: string, number = 1, email = ada) =>
  ({ kind: "recovery", subject, address: await product().addressOf(email), number }) as const;
const dueOf = async (id: string) => (await product().table.read(rawPlace(customerKeys.state(id))))?.["GSI2SK"];
const sweep = (of: string, at: Instant) => product().sweep(at, { of });
const day = (days: number, ms = 0) => later({ days, ms });

describe("a recovery that the operator asks for", () => {
  it("waits seven days before its address gets a link, and has no cool-off after the confirmation", async () => {
    const id = await found();
    await recover(id);
    expect(await dueOf(id)).toBe(day(7));
    await sweep(id, day(7, -1));
    expect(await product().typesOf(id)).toEqual(["CustomerRecoveryRequested"]);
    expect(await confirm(id, day(7, -1))).toBe(false);
    expect(await sweep(id, day(7))).toMatchObject({ settled: 1 });
    await sweep(id, day(7));
    expect(await product().typesOf(id)).toEqual(["CustomerRecoveryRequested", "AdministratorAdded"]);
    expect((await readHistory(product().table, id)).at(-1)?.metadata.actor).toEqual({ kind: "job", id: "sweep-due" });
    expect(await dueOf(id)).toBe(day(14));

    expect(await confirm(id, day(8))).toBe(true);
    expect(await confirm(id, day(8))).toBe(false);
    expect((await product().typesOf(id)).slice(2)).toEqual(["AdministratorConfirmed", "CustomerRecoveryCompleted"]);
    expect(await dueOf(id)).toBeUndefined();
    await (await product().administrator(id, { email: grace, at: day(8) })).rename("Contoso Group");
    expect(await readCustomer(product(), id)).toMatchObject({ name: "Contoso Group", recovery: null });
  });

  it("cannot be stopped by a former administrator, even one removed at the same moment", async () => {
    const id = await found();
    await recover(id);
    const stop = await stopOf(id);
    product().store.before("TransactWriteItems", () => product().mailService.bounce(ada, day(1)));
    await stopRecovery(product(), stop, { now: day(1), correlationId: "c-3" });
    expect(await readCustomer(product(), id)).toMatchObject({ administrators: [], recovery: { status: "waiting" } });
    await stopRecovery(product(), await stopOf(id, 1, grace), { now: day(1), correlationId: "c-3" });
    expect((await product().typesOf(id)).at(-1)).toBe("CustomerUnattended");
  });

  it("is refused for an address to which no mail arrives, and for an unknown customer", async () => {
    const id = await found();
    await product().mailService.suppress(grace);
    expect((await refused(recover(id))).faults).toMatchObject([{ pointer: "/email", code: "address-suppressed" }]);
    await product().mailService.suppress("alan@contoso.example", "complaint");
    await recover(id, { email: "alan@contoso.example" });
    for (const other of [product().newId("customer"), "cus_1", "x"]) {
      expect((await refused(recover(other, { email: ada }))).kind).toBe("not-found");
    }
  });
});

describe("an unconfirmed address that an administrator added", () => {
  it("is removed once by overlapping sweeps on its seventh day", async () => {
    const id = await found();
    await (await product().administrator(id, { email: ada, at: now })).add(grace);
    expect(await sweep(id, day(7, -1))).toMatchObject({ settled: 0 });
    await Promise.all([sweep(id, day(7)), sweep(id, day(7))]);
    expect(await product().typesOf(id)).toEqual(["AdministratorAdded", "AdministratorRemoved"]);
    expect(await dueOf(id)).toBeUndefined();
  });
});

describe("the operator's list of customers", () => {
  const search = { q: null, unattended: false, limit: 25, cursor: null };
  const idsOf = async (named: Partial<Parameters<typeof listAllCustomers>[1]>) =>
    (await listAllCustomers(product(), { ...search, ...named })).items.map(({ id }) => id);

  it("can be searched by the start of a name (ignoring case and accents), by a whole mail domain, and by id", async () => {
    const [zebra, elan, other] = [
      await found("Zebra", "it@zebra.example"),
      await found("Élan Vital", "it@elan-vital.example"),
      await found("Other #1", "it@other.example"),
    ];
    expect(await idsOf({})).toEqual([elan, other, zebra]);
    for (const q of ["ELAN v", "élan", "elan-vital.example", elan]) expect(await idsOf({ q })).toEqual([elan]);
    for (const q of ["lan", "vital.example", "elan-vital", "x"]) expect(await idsOf({ q })).toEqual([]);
    expect(await idsOf({ q: "other #" })).toEqual([other]);
  });

  it("is read page by page without a missing or repeated customer, even for similar names", async () => {
    const names = ["a", "A", "ä", "a#b", "aa", "b", "\u{1F9A9} Flamingo", "日本", "a b"];
    const all = new Set<string>();
    for (const [at, name] of names.entries()) all.add(await found(name, `it@domain-${at}.example`));
    for (const q of [null, "a"]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listAllCustomers>> = await listAllCustomers(product(), {
          ...{ ...search, q, cursor, limit: 2 },
        });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(q === null ? all.size : 6);
    }
  });

  it("shows unattended customers, all of them or those that match a search", async () => {
    const lost = await found("Lost", "it@lost.example");
    const gone = await found("Gone", "it@gone.example");
    await found("Here", "it@here.example");
    await product().mailService.bounce("it@lost.example");
    await product().mailService.bounce("it@gone.example");
    expect(await idsOf({ unattended: true })).toEqual([lost, gone]);
    for (const q of ["lo", "lost.example", lost]) expect(await idsOf({ q, unattended: true })).toEqual([lost]);
    expect(await idsOf({ q: "here", unattended: true })).toEqual([]);
    const first = await listAllCustomers(product(), { ...search, unattended: true, limit: 1 });
    expect(first).toMatchObject({ items: [{ id: lost }], next: lost });
    expect(
      await listAllCustomers(product(), { ...search, unattended: true, limit: 1, cursor: first.next }),
    ).toMatchObject({
      ...{ items: [{ id: gone }], next: null },
    });
  });

  it("refuses an email address as search term, and names the endpoint for addresses", async () => {
    await found("Lost", "it@lost.example");
    const { faults } = await refused(listAllCustomers(product(), { ...search, q: "it@lost.example" }));
    expect(faults).toMatchObject([
      { pointer: "/query/q", message: expect.stringContaining("addresses/lookup") as string },
    ]);
  });
});

describe("a customer's fields that the operator sets", () => {
  it("are changed only at the version that was read, with an event", async () => {
    const id = await found();
    const edit = (expected: number[]) =>
      editCustomer(product(), id, { verified: "register" }, expected, operatorCause(now));
    expect(await edit([0])).toMatchObject({ version: 1, verified: { at: now, how: "register" } });
    expect((await refused(edit([0]))).kind).toBe("stale");
    expect(await edit([1])).toMatchObject({ version: 1 });
    expect(await readHistory(product().table, id)).toMatchObject([
      { type: "CustomerChanged", metadata: { actor: { kind: "operator", id: "operator-1" }, partnerId: null } },
    ]);
  });
});
