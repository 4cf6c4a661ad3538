import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sweepDue } from "../../../functions/sweep-due/handler.ts";
import {
  addAdministrator,
  confirmAdministrator,
  removeAdministrator,
} from "../../../shared/customer/commands/change-administrators.ts";
import { readCustomerRelationships } from "../../../shared/customer/commands/read-customer.ts";
import { readCustomer } from "../../../shared/customer/commands/read-customers.ts";
import { recordDelivery } from "../../../shared/delivery/commands/record-delivery.ts";
import { readInvitation } from "../../../shared/invitation/reads/read-invitation.ts";
import { removePermissions } from "../../../shared/relationship/commands/remove-permissions.ts";
import { recoverCustomer } from "../../../shared/customer/commands/supervise-customer.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { readRelationship } from "../../../shared/relationship/model.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import type { Cause } from "../../../shared/events/envelope.ts";
import { alarmLines } from "../../../shared/names.ts";
import { addressPlace, liftWrites, suppress } from "../../../shared/delivery/address-item.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { dueShardOf } from "../../../shared/table/keys.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { usedPlace } from "../../../shared/partner/items/quotas.ts";
import { present } from "../../../shared/table/places.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { publishHistory } from "../../support/table/publish-history.ts";
import { bounce } from "../../support/stack/bounces.ts";
import type { Desk } from "../../support/desk.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToLog } from "../../support/stack/log-lines.ts";
import { openOffice, refused } from "../../support/office.ts";
import { administratorOf, relationshipOf } from "../../support/relations.ts";

const office = openOffice();
let log: ReturnType<typeof listenToLog>;
let desk: Desk;
let scenes = 0;
beforeEach(async () => {
  log = listenToLog();
  desk = await office().desk();
});
afterEach(() => void vi.restoreAllMocks());

const day = later({ days: 1 });
const operator: Cause = {
  ...{ partnerId: "", actor: { kind: "operator", id: "operator-1" }, now },
  ...{ correlationId: "c-2", causationId: null },
};
const idOf = async (email: string) => addressPseudonym(email, await office().masterKey());
const customerAt = async (id: string) => await office().table.read(present(customerPlace(id)));
const rightsOf = async (email: string) =>
  (await office().table.read(rawPlace(customerKeys.administered(await idOf(email)))))?.["customers"];
const typesOf = async (id: string) => (await readHistory(office().table, id)).map(({ type }) => type);
const warningsOf = async (...customerIds: string[]) => {
  for (const id of customerIds) await publishHistory(office().table, id);
  return log.lines.filter(({ message }) => message === alarmLines.customerUnattended);
};
const sweep = (id: string, at: Instant) =>
  sweepDue(office(), () => at)(
    { shard: dueShardOf(id) },
    { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => 60_000 },
  );

/** A customer that has granted a permission for 60 days, which extends itself, and the address of its only administrator. */
async function aConnectedCustomer(email = `it@unattended-${++scenes}.example`) {
  const { id } = (await desk.create({ email, duration: "P60D", autoExtend: true, permissions: ["users.admin"] }))
    .reading;
  await (await office().customer(id)).accept();
  const { id: relationshipId, customerId } = await relationshipOf(office(), id);
  return { email, relationshipId, customerId };
}
/** Makes an address administrator as a colleague does, out of its cool-off ten days later. */
async function addColleague(customerId: string, email: string, at: Instant = now): Promise<void> {
  await addAdministrator(office(), { email, locale: null }, await administratorOf(office(), customerId, at));
  await confirmNewest(customerId, email, at);
}
async function confirmNewest(customerId: string, email: string, at: Instant): Promise<boolean> {
  const { links } = await customerAt(customerId);
  const confirmation = { customerId, address: await idOf(email), number: links };
  return confirmAdministrator(office(), confirmation, { now: at, correlationId: "c-3", locale: null });
}
const momentOf = async (customerId: string, email: string, at: Instant) => ({
  ...{ now: at, correlationId: "c-3", customerId, address: await idOf(email), email },
});

describe("a customer whose last administrator's mailbox bounces for good", () => {
  it("is unattended, and who runs the deployment is told once, however often the report comes", async () => {
    const { email, customerId } = await aConnectedCustomer();
    for (const at of [day, day, later({ days: 2 })]) expect(await bounce(office(), email, at)).toBe(0);
    expect(await typesOf(customerId)).toEqual(["AdministratorRemoved", "CustomerUnattended"]);
    const [removed] = await readHistory(office().table, customerId);
    expect(removed).toMatchObject({
      metadata: { actor: { kind: "system", id: "ses" }, partnerId: null },
      data: { cause: "unreachable", by: null, administrator: { email } },
    });
    expect(await rightsOf(email)).toEqual([]);
    expect(await office().table.read(rawPlace(customerKeys.unattended(customerId)))).not.toBeNull();
    expect(await warningsOf(customerId)).toMatchObject([{ level: "warn", aggregate: customerId }]);
    expect(JSON.stringify(log.lines)).not.toContain(email);
  });

  it("extends nothing by itself, as partner's, customer's and sweep's readings agree", async () => {
    const { email, customerId, relationshipId } = await aConnectedCustomer();
    await bounce(office(), email, day);
    const end = later({ days: 60 });
    const readings = async (at: Instant) => {
      const known = await readCustomer(office(), desk.partnerId, customerId);
      const own = await readCustomerRelationships(office(), customerId);
      return [known.relationships[0]!, own[0]!.relationship].map((relationship) => {
        const { attended, adminPermissions, grants } = readRelationship(relationship, at);
        return [attended, adminPermissions, grants[0]?.endsAt];
      });
    };
    expect(await readings(later({ ms: -1 }, end))).toEqual(Array(2).fill([false, "granted", end]));
    expect(await readings(end)).toEqual(Array(2).fill([false, "expired", end]));
    await sweep(relationshipId, end);
    expect((await typesOf(relationshipId)).at(-1)).toBe("PermissionsExpired");
    expect(await readings(end)).toEqual(Array(2).fill([false, "expired", end]));
  });

  it("is attended again once its recovery is confirmed, and what ended meanwhile stays ended", async () => {
    const { email, customerId, relationshipId } = await aConnectedCustomer();
    await bounce(office(), email, day);
    const at = later({ days: 61 });
    const successor = `new@unattended-${++scenes}.example`;
    const wanted = { email: successor, reason: "Nobody is left.", force: true };
    await recoverCustomer(office(), customerId, wanted, { ...operator, now: at }, null);
    expect(await confirmNewest(customerId, successor, at)).toBe(true);
    expect((await typesOf(customerId)).slice(2)).toEqual([
      ...["CustomerRecoveryRequested", "AdministratorAdded"],
      ...["AdministratorConfirmed", "CustomerRecoveryCompleted", "CustomerAttended"],
    ]);
    expect(await office().table.read(rawPlace(customerKeys.unattended(customerId)))).toBeNull();
    const [own] = await readCustomerRelationships(office(), customerId);
    expect(readRelationship(own!.relationship, at)).toMatchObject({ attended: true, adminPermissions: "expired" });
    await sweep(relationshipId, at);
    expect((await typesOf(relationshipId)).at(-1)).toBe("PermissionsExpired");
  });
});

describe("an administrator whose mailbox bounces for good", () => {
  it("is dropped by every customer that it speaks for, with what it had added and what it was asked", async () => {
    const first = await aConnectedCustomer();
    const other = await aConnectedCustomer();
    await addColleague(other.customerId, first.email);
    const later10 = later({ days: 10 });
    const waiting = `waits@unattended-${++scenes}.example`;
    const adder = await momentOf(first.customerId, first.email, later10);
    await addAdministrator(office(), { email: waiting, locale: null }, adder);
    await removePermissions(office(), { relationshipId: first.relationshipId, permissions: "all" }, adder);
    const restoration = (await desk.create({ email: first.email, permissions: ["users.admin"] }, { at: later10 }))
      .reading;
    expect(restoration.relationshipId).toBe(first.relationshipId);
    const open = async () => await office().table.read(usedPlace(partnerKeys.openQuota(desk.partnerId)));
    const before = await open();

    await bounce(office(), first.email, later({ days: 11 }));
    expect(await rightsOf(first.email)).toEqual([]);
    expect(await customerAt(first.customerId)).toMatchObject({ administrators: [], waiting: [] });
    expect((await customerAt(other.customerId)).administrators).toMatchObject([{ email: other.email }]);
    expect(await warningsOf(first.customerId, other.customerId)).toMatchObject([{ aggregate: first.customerId }]);
    expect(await readInvitation(office(), desk.partnerId, restoration.id, later({ days: 11 }))).toMatchObject({
      reading: { status: "cancelled", cancelCode: "addressee-left" },
    });
    expect(await open()).toBe(before - 1);
  });

  it("is dropped by all of them where the first try had to stop half-way", async () => {
    const first = await aConnectedCustomer();
    const other = await aConnectedCustomer(first.email.replace("it@", "two@"));
    await addColleague(other.customerId, first.email);
    office().store.before("TransactWriteItems", async () => {
      office().store.fail("TransactWriteItems", new Error("The table did not answer."));
    });
    // The first transaction passes, the second does not: the message comes again.
    expect(await bounce(office(), first.email, day)).toBe(1);
    expect(await rightsOf(first.email)).toEqual([other.customerId]);
    expect(await bounce(office(), first.email, day)).toBe(0);
    expect(await rightsOf(first.email)).toEqual([]);
    expect(await warningsOf(first.customerId, other.customerId)).toHaveLength(1);
  });

  it("is dropped also where its mailbox confirmed between the bounce and the report of it", async () => {
    const { customerId } = await aConnectedCustomer();
    const colleague = `late@unattended-${++scenes}.example`;
    await addColleague(customerId, colleague, later({ days: 2 }));
    await bounce(office(), colleague, day);
    expect(await rightsOf(colleague)).toEqual([]);
  });

  it("is not added again while no mail can be sent to it", async () => {
    const { email, customerId } = await aConnectedCustomer();
    const colleague = `back@unattended-${++scenes}.example`;
    await addColleague(customerId, colleague);
    await bounce(office(), colleague, day);
    expect(await rightsOf(colleague)).toEqual([]);
    const adding = addAdministrator(
      office(),
      { email: colleague, locale: null },
      await momentOf(customerId, email, later({ days: 2 })),
    );
    expect((await refused(adding)).faults).toMatchObject([{ code: "address-suppressed" }]);
  });
});

describe("an address to which mail bounces for good", () => {
  const unreachable = { kind: "suppressed-address", faults: [{ code: "address-unreachable" }] };
  const lift = async (email: string) =>
    office().table.transact(
      liftWrites(await idOf(email), { at: day, by: "operator-1", reason: "Mended.", lifted: [], accountList: false }),
    );

  it("confirms nothing before or while the report is taken in, and becomes administrator once that is lifted", async () => {
    const { email, customerId } = await aConnectedCustomer();
    const colleague = `gone@unattended-${++scenes}.example`;
    await addAdministrator(office(), { email: colleague, locale: null }, await administratorOf(office(), customerId));
    const before = await customerAt(customerId);
    office().store.before("TransactWriteItems", () => bounce(office(), colleague, day));
    for (const when of ["while it is taken in", "afterwards"])
      expect(await refused(confirmNewest(customerId, colleague, day)), when).toMatchObject(unreachable);
    expect(await customerAt(customerId)).toEqual(before);
    expect(await rightsOf(colleague)).toBeUndefined();

    await lift(colleague);
    expect(await confirmNewest(customerId, colleague, day)).toBe(true);
    expect((await customerAt(customerId)).administrators.map((known) => known.email)).toEqual([email, colleague]);
  });

  it.each([["nothing is said", null] as const, ["a new customer is chosen", "new"] as const])(
    "founds no customer where %s, before or while the report is taken in; another address of the portal does",
    async (_, customer) => {
      const email = `founder@unattended-${++scenes}.example`;
      const { id } = (await desk.create({ email })).reading;
      const link = await office().customer(id);
      office().store.before("TransactWriteItems", () => bounce(office(), email, now));
      for (const when of ["while it is taken in", "afterwards"])
        expect(await refused(link.accept({ customer })), when).toMatchObject(unreachable);
      expect((await desk.read(id)).invitation.status).toBe("pending");
      expect(await rightsOf(email)).toBeUndefined();

      const other = `other@unattended-${scenes}.example`;
      await link.accept({ customer, email: other, via: "callback" });
      const { customerId } = await relationshipOf(office(), id);
      expect((await customerAt(customerId)).administrators).toMatchObject([{ email: other }]);
    },
  );

  it("founds one after a complaint, which stops no notice and no sign-in link", async () => {
    const email = `unwilling@unattended-${++scenes}.example`;
    const { id } = (await desk.create({ email })).reading;
    await suppress(office().table, await idOf(email), { reason: "complaint", at: now });
    await (await office().customer(id)).accept();
    expect((await desk.read(id)).invitation.status).toBe("accepted");
  });
});

describe("a bounce and a removal at the same moment", () => {
  /** Two administrators out of their cool-off. */
  async function two() {
    const { email: ada, customerId } = await aConnectedCustomer();
    const grace = `grace@unattended-${++scenes}.example`;
    await addColleague(customerId, grace);
    const at = later({ days: 10 });
    return { ada, grace, customerId, at };
  }

  it("of one administrator end its right once", async () => {
    const { ada, grace, customerId, at } = await two();
    const remove = async () => removeAdministrator(office(), await idOf(grace), await momentOf(customerId, ada, at));
    office().store.before("TransactWriteItems", remove);
    expect(await bounce(office(), grace, at)).toBe(0);
    expect((await typesOf(customerId)).filter((type) => type === "AdministratorRemoved")).toHaveLength(1);
    expect((await customerAt(customerId)).administrators).toMatchObject([{ email: ada }]);
  });

  it("of two administrators leave nobody, or the one who was not removed", async () => {
    const { ada, grace, customerId, at } = await two();
    office().store.before("TransactWriteItems", () => bounce(office(), ada, at));
    const remove = removeAdministrator(office(), await idOf(grace), await momentOf(customerId, ada, at));
    expect((await refused(remove)).kind).toBe("not-found");
    expect((await customerAt(customerId)).administrators).toMatchObject([{ email: grace }]);
    expect(await warningsOf(customerId)).toEqual([]);
  });

  it("of the one who stays leave the customer unattended", async () => {
    const { ada, grace, customerId, at } = await two();
    const remove = async () => removeAdministrator(office(), await idOf(grace), await momentOf(customerId, ada, at));
    office().store.before("TransactWriteItems", remove);
    await bounce(office(), ada, at);
    expect((await customerAt(customerId)).administrators).toEqual([]);
    expect((await typesOf(customerId)).at(-1)).toBe("CustomerUnattended");
    expect(await warningsOf(customerId)).toHaveLength(1);
  });
});

describe("a suppression that the operator has lifted", () => {
  const liftOf = async (email: string, at: Instant) => {
    const lift = { ...{ at, by: "operator-1", reason: "The mailbox is back" }, lifted: [], accountList: false };
    await office().table.transact(liftWrites(await idOf(email), lift));
  };
  const suppressionsOf = async (email: string) =>
    (await office().table.read(addressPlace(await idOf(email)))).suppressions;

  it("stays lifted when a report from before the lift arrives late or again, and its administrator stays one", async () => {
    const { email, customerId } = await aConnectedCustomer();
    await addColleague(customerId, `colleague@unattended-${scenes}.example`);
    await suppress(office().table, await idOf(email), { reason: "complaint", at: now });
    await liftOf(email, day);
    expect(await bounce(office(), email, now)).toBe(0);
    const late = { reason: "complaint", at: now } as const;
    expect(await suppress(office().table, await idOf(email), late)).toBe(false);
    expect(await suppressionsOf(email)).toEqual([]);
    expect(await rightsOf(email)).toEqual([customerId]);
    expect((await customerAt(customerId)).administrators).toHaveLength(2);
  });

  it("is one again when a mail of after the lift bounces", async () => {
    const { email } = await aConnectedCustomer();
    await liftOf(email, day);
    const after = later({ days: 2 });
    expect(await bounce(office(), email, after)).toBe(0);
    expect(await suppressionsOf(email)).toEqual([{ reason: "bounce", at: after }]);
    expect(await rightsOf(email)).toEqual([]);
  });

  it("stays lifted when the lift falls between reading and writing, and drops nobody", async () => {
    const { email, customerId } = await aConnectedCustomer();
    await addColleague(customerId, `colleague@unattended-${scenes}.example`);
    office().store.before("TransactWriteItems", () => liftOf(email, day));
    expect(await bounce(office(), email, now)).toBe(0);
    expect(await suppressionsOf(email)).toEqual([]);
    expect(await rightsOf(email)).toEqual([customerId]);
  });

  it("leaves the news of a mail from before it: the partner hears of it, and nothing is suppressed", async () => {
    const email = `it@unattended-${++scenes}.example`;
    const { id } = (await desk.create({ email })).reading;
    await desk.mailed(id);
    await liftOf(email, day);
    const report = {
      outcome: "bounced",
      mailSequence: 2,
      linkVersion: 1,
      at: now,
      reason: null,
      messageId: null,
    } as const;
    const cause = { now: day, actor: { kind: "system", id: "ses" }, correlationId: "c", causationId: null } as const;
    const suppressed = { address: await idOf(email), suppression: { reason: "bounce", at: now } } as const;
    expect(await recordDelivery(office(), id, report, cause, { suppressed })).toBe(true);
    expect(await suppressionsOf(email)).toEqual([]);
  });
});
