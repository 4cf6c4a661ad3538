import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sweepDue } from "../../../functions/sweep-due/handler.ts";
import { addAdministrator, confirmAdministrator } from "../../../shared/customer/commands/change-administrators.ts";
import { listCustomers } from "../../../shared/customer/commands/list-customers.ts";
import { renameCustomer } from "../../../shared/customer/commands/rename-customer.ts";
import { readRecoveryStop, stopRecovery } from "../../../shared/customer/commands/stop-recovery.ts";
import { editCustomer, readCustomer, recoverCustomer } from "../../../shared/customer/commands/supervise-customer.ts";
import { addressPseudonym, domainPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { administersNothing, withCustomer } from "../../../shared/customer/rules/administered.ts";
import { foundCustomer } from "../../../shared/customer/model.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import type { Cause } from "../../../shared/events/envelope.ts";
import { idMaker } from "../../../shared/runtime/dependencies.ts";
import { administeredWrite } from "../../../shared/customer/items/administered.ts";
import { suppress } from "../../../shared/delivery/address-item.ts";
import { newCustomerWrites } from "../../../shared/customer/items/item.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { dueKeys, dueShardOf } from "../../../shared/table/keys.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { bounce } from "../../support/stack/bounces.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";
import { openOffice, refused } from "../../support/office.ts";

let made = 0;
const office = openOffice({ eachTest: true, newId: idMaker(() => later({ ms: ++made })) });
beforeEach(() => void listenToLog());
afterEach(() => void vi.restoreAllMocks());

const by = (at: Instant): Cause => ({
  ...{ partnerId: "", actor: { kind: "operator", id: "operator-1" }, now: at },
  ...{ correlationId: "c-2", causationId: null },
});
const idOf = async (email: string) => addressPseudonym(email, await office().masterKey());
const ada = "ada@contoso.example";
const grace = "grace@contoso.example";

/** A customer of that name, founded by an address. */
async function found(name = "Contoso", email = ada): Promise<string> {
  const [id, address, key] = [office().newId("customer"), await idOf(email), await office().masterKey()];
  const customer = foundCustomer({ id, name, founder: { id: address, email, name: "Ada", locale: null } }, now);
  const before = administersNothing(address);
  const after = withCustomer(before, { customerId: id, email, locale: null, isFounder: true });
  const domain = domainPseudonym(email.split("@")[1] ?? "", key);
  await office().table.transact([...newCustomerWrites(customer, domain), administeredWrite(before, after)]);
  return id;
}
const recover = (id: string, named: { email?: string; force?: boolean; at?: Instant; key?: string } = {}) => {
  const { email = grace, force = false, at = now, key } = named;
  const claim = key === undefined ? null : { partnerId: "operator", route: "POST /x", key, bodyHash: "b" };
  return recoverCustomer(office(), id, { email, reason: "Ada has left.", force }, by(at), claim);
};
const momentOf = async (customerId: string, email: string, at: Instant) => ({
  ...{ now: at, correlationId: "c-3", customerId, address: await idOf(email), email },
});
const confirm = async (customerId: string, at: Instant, email = grace) => {
  const { links } = await readCustomer(office(), customerId);
  const confirmation = { customerId, address: await idOf(email), number: links };
  return confirmAdministrator(office(), confirmation, { now: at, correlationId: "c-3", locale: null });
};
const stopOf = async (subject: string, number = 1, email = ada) =>
  ({ kind: "recovery", subject, address: await idOf(email), number }) as const;
const typesOf = async (id: string) => (await readHistory(office().table, id)).map(({ type }) => type);
const dueOf = async (id: string) => (await office().table.read(rawPlace(customerKeys.state(id))))?.["GSI2SK"];
const sweep = (id: string, at: Instant) =>
  sweepDue(office(), () => at)(
    { shard: dueShardOf(id) },
    { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => 60_000 },
  );
const day = (days: number, ms = 0) => later({ days, ms });

describe("a recovery that the operator asks for", () => {
  it("waits seven days, then its address gets a link, and nobody has a cool-off from it", async () => {
    const id = await found();
    await recover(id);
    expect(await dueOf(id)).toBe(dueKeys.at(day(7), "customer", id));
    await sweep(id, day(7, -1));
    expect(await typesOf(id)).toEqual(["CustomerRecoveryRequested"]);
    expect(await confirm(id, day(7, -1))).toBe(false);
    expect(await sweep(id, day(7))).toMatchObject({ settled: 1 });
    await sweep(id, day(7));
    expect(await typesOf(id)).toEqual(["CustomerRecoveryRequested", "AdministratorAdded"]);
    expect((await readHistory(office().table, id)).at(-1)?.metadata.actor).toEqual({ kind: "job", id: "sweep-due" });
    expect(await dueOf(id)).toBe(dueKeys.at(day(14), "customer", id));

    expect(await confirm(id, day(8))).toBe(true);
    expect(await confirm(id, day(8))).toBe(false);
    expect((await typesOf(id)).slice(2)).toEqual(["AdministratorConfirmed", "CustomerRecoveryCompleted"]);
    expect(await dueOf(id)).toBeUndefined();
    await renameCustomer(office(), "Contoso Group", await momentOf(id, grace, day(8)));
    expect(await readCustomer(office(), id)).toMatchObject({ name: "Contoso Group", recovery: null });
  });

  it("can be confirmed for seven days exactly, and asked for again then", async () => {
    const id = await found();
    await recover(id, { force: true });
    expect(await confirm(id, day(7))).toBe(false);
    expect(await sweep(id, day(7))).toMatchObject({ settled: 1 });
    expect((await readHistory(office().table, id)).at(-1)).toMatchObject({
      ...{ type: "AdministratorRemoved", data: { cause: "unconfirmed" } },
    });
    expect(await dueOf(id)).toBeUndefined();
    await recover(id, { force: true, at: day(8) });
    expect(await confirm(id, day(15, -1))).toBe(true);
  });

  it("is stopped by any administrator, and needs force from then on", async () => {
    const id = await found();
    await recover(id);
    const stop = await stopOf(id);
    const moment = { now: day(1), correlationId: "c-3" };
    expect(await readRecoveryStop(office(), stop, day(1))).toMatchObject({ state: "waiting" });
    await stopRecovery(office(), stop, moment);
    await stopRecovery(office(), stop, moment);
    expect(await readRecoveryStop(office(), stop, day(1))).toMatchObject({ state: "stopped" });
    expect(await typesOf(id)).toEqual(["CustomerRecoveryRequested", "CustomerRecoveryStopped"]);
    expect((await readHistory(office().table, id)).at(-1)).toMatchObject({
      ...{ metadata: { actor: { kind: "customer", customerId: id } }, data: { by: { email: ada } } },
    });
    expect(await dueOf(id)).toBeUndefined();
    await sweep(id, day(30));
    expect(await confirm(id, day(30))).toBe(false);

    expect((await refused(recover(id, { at: day(30) }))).kind).toBe("recovery-exists");
    await recover(id, { at: day(30), force: true });
    await stopRecovery(office(), await stopOf(id, 2), { ...moment, now: day(30) });
    expect(await confirm(id, day(31))).toBe(true);
  });

  it("is not stopped by who is no administrator any more, not even at the same moment", async () => {
    const id = await found();
    await recover(id);
    const stop = await stopOf(id);
    office().store.before("TransactWriteItems", () => bounce(office(), ada, day(1)));
    await stopRecovery(office(), stop, { now: day(1), correlationId: "c-3" });
    expect(await readCustomer(office(), id)).toMatchObject({ administrators: [], recovery: { status: "waiting" } });
    await stopRecovery(office(), await stopOf(id, 1, grace), { now: day(1), correlationId: "c-3" });
    expect((await typesOf(id)).at(-1)).toBe("CustomerUnattended");
  });

  it("is asked for once under one key, and the answer is the first one again", async () => {
    for (const force of [false, true]) {
      const id = await found(`Contoso ${force}`, `${force}@contoso.example`);
      const first = await recover(id, { force, key: `key-${force}` });
      await renameCustomer(office(), "Other", await momentOf(id, `${force}@contoso.example`, now));
      const again = await recover(id, { force, key: `key-${force}` });
      expect(again).toEqual({ ...first, replayed: true });
      expect(first.recovery.status).toBe(force ? "confirming" : "waiting");
    }
  });

  it("is refused for an address to which no mail arrives, and for an unknown customer", async () => {
    const id = await found();
    await suppress(office().table, await idOf(grace), { reason: "bounce", at: now });
    expect((await refused(recover(id))).faults).toMatchObject([{ pointer: "/email", code: "address-suppressed" }]);
    await suppress(office().table, await idOf("alan@contoso.example"), { reason: "complaint", at: now });
    await recover(id, { email: "alan@contoso.example" });
    for (const other of [office().newId("customer"), "cus_1", "x"]) {
      expect((await refused(recover(other, { email: ada }))).kind).toBe("not-found");
    }
  });
});

describe("an address that an administrator adds", () => {
  it("can confirm until its seventh day, is dropped then, and has the whole cool-off after confirming late", async () => {
    const id = await found();
    const add = async () => addAdministrator(office(), { email: grace, locale: null }, await momentOf(id, ada, now));
    await add();
    expect(await dueOf(id)).toBe(dueKeys.at(day(7), "customer", id));
    expect(await confirm(id, day(7))).toBe(false);
    expect(await confirm(id, day(6))).toBe(true);
    expect(await dueOf(id)).toBeUndefined();
    const renaming = renameCustomer(office(), "Mine", await momentOf(id, grace, day(13, -1)));
    expect(await refused(renaming)).toMatchObject({ kind: "cool-off", members: { until: day(13) } });
    await renameCustomer(office(), "Mine", await momentOf(id, grace, day(13)));
  });

  it("is dropped by a sweep on its seventh day, once", async () => {
    const id = await found();
    await addAdministrator(office(), { email: grace, locale: null }, await momentOf(id, ada, now));
    expect(await sweep(id, day(7, -1))).toMatchObject({ settled: 0 });
    await Promise.all([sweep(id, day(7)), sweep(id, day(7))]);
    expect(await typesOf(id)).toEqual(["AdministratorAdded", "AdministratorRemoved"]);
    expect(await dueOf(id)).toBeUndefined();
  });
});

describe("the operator's list of customers", () => {
  const search = { q: null, unattended: false, limit: 25, cursor: null };
  const idsOf = async (named: Partial<Parameters<typeof listCustomers>[1]>) =>
    (await listCustomers(office(), { ...search, ...named })).items.map(({ id }) => id);

  it("finds by the beginning of a name without case and accents, by a whole mail domain, and by id", async () => {
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

  it("is read page by page without losing or repeating one, whatever the names", async () => {
    const names = ["a", "A", "ä", "a#b", "aa", "b", "\u{1F9A9} Flamingo", "日本", "a b"];
    const all = new Set<string>();
    for (const [at, name] of names.entries()) all.add(await found(name, `it@domain-${at}.example`));
    for (const q of [null, "a"]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listCustomers>> = await listCustomers(office(), {
          ...{ ...search, q, cursor, limit: 2 },
        });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== null);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(q === null ? all.size : 6);
    }
  });

  it("shows those that nobody can speak for, all or as they are searched", async () => {
    const lost = await found("Lost", "it@lost.example");
    const gone = await found("Gone", "it@gone.example");
    await found("Here", "it@here.example");
    await bounce(office(), "it@lost.example");
    await bounce(office(), "it@gone.example");
    expect(await idsOf({ unattended: true })).toEqual([lost, gone]);
    for (const q of ["lo", "lost.example", lost]) expect(await idsOf({ q, unattended: true })).toEqual([lost]);
    expect(await idsOf({ q: "here", unattended: true })).toEqual([]);
    const first = await listCustomers(office(), { ...search, unattended: true, limit: 1 });
    expect(first).toMatchObject({ items: [{ id: lost }], next: lost });
    expect(await listCustomers(office(), { ...search, unattended: true, limit: 1, cursor: first.next })).toMatchObject({
      ...{ items: [{ id: gone }], next: null },
    });
  });

  it("takes no address, which would stand in a log, and says where to look it up", async () => {
    await found("Lost", "it@lost.example");
    const { faults } = await refused(listCustomers(office(), { ...search, q: "it@lost.example" }));
    expect(faults).toMatchObject([
      { pointer: "/query/q", message: expect.stringContaining("addresses/lookup") as string },
    ]);
  });
});

describe("what the operator sets of a customer", () => {
  it("is held to the version that was read, and is written with its event", async () => {
    const id = await found();
    const edit = (expected: number[]) => editCustomer(office(), id, { verified: "register" }, expected, by(now));
    expect(await edit([0])).toMatchObject({ version: 1, verified: { at: now, how: "register" } });
    expect((await refused(edit([0]))).kind).toBe("stale");
    expect(await edit([1])).toMatchObject({ version: 1 });
    expect(await readHistory(office().table, id)).toMatchObject([
      { type: "CustomerChanged", metadata: { actor: { kind: "operator", id: "operator-1" }, partnerId: null } },
    ]);
  });
});
