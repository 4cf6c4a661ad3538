import { beforeEach, describe, expect, it } from "vitest";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { readCustomerRelationships } from "../../../shared/customer/commands/read-administered.ts";
import { readCustomer } from "../../../shared/customer/commands/read-customers.ts";
import { recordDelivery } from "../../../shared/delivery/commands/record-delivery.ts";
import { readInvitation } from "../../../shared/invitation/reads/read-invitation.ts";
import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { alarmLines } from "../../../shared/names.ts";
import { addressPlace } from "../../../shared/delivery/address-item.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { counterOf, usedPlace } from "../../../shared/partner/items/quotas.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { publishHistory } from "../../support/table/publish-history.ts";
import type { Partner } from "../../actors/partner.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
const log = listenToEachLog();
let partner: Partner;
let addresses = 0;
const newEmail = (name = "it"): string => `${name}-${++addresses}@unattended.example`;
beforeEach(async () => {
  partner = await product().partner();
});

const day = later({ days: 1 });
const rightsOf = async (email: string) =>
  (await product().table.read(rawPlace(customerKeys.administered(await product().addressOf(email)))))?.["customers"];
const warningsOf = async (...customerIds: string[]) => {
  for (const id of customerIds) await publishHistory(product().table, id);
  return log.lines.filter(({ message }) => message === alarmLines.customerUnattended);
};

/** A customer that has granted a permission for 60 days, which extends itself, and its only administrator. */
const aConnectedCustomer = (email = newEmail()) =>
  partner.connect({ email, duration: "P60D", autoExtend: true, permissions: ["users.admin"] });

describe("a customer whose last administrator's mailbox bounces for good", () => {
  it("is unattended, and repeated reports raise one alarm for the operator", async () => {
    const { email, customerId } = await aConnectedCustomer();
    for (const at of [day, day, later({ days: 2 })]) expect(await product().mailService.bounce(email, at)).toBe(0);
    expect(await product().typesOf(customerId)).toEqual(["AdministratorRemoved", "CustomerUnattended"]);
    const [removed] = await readHistory(product().table, customerId);
    expect(removed).toMatchObject({
      metadata: { actor: { kind: "system", id: "ses" }, partnerId: null },
      data: { cause: "unreachable", by: null, administrator: { email } },
    });
    expect(await rightsOf(email)).toEqual([]);
    expect(await product().table.read(rawPlace(customerKeys.unattended(customerId)))).not.toBeNull();
    expect(await warningsOf(customerId)).toMatchObject([{ level: "warn", aggregate: customerId }]);
    expect(JSON.stringify(log.lines)).not.toContain(email);
  });

  it("has no automatic extensions, in the partner's and the customer's views and in the sweep", async () => {
    const { email, customerId, relationshipId } = await aConnectedCustomer();
    await product().mailService.bounce(email, day);
    const end = later({ days: 60 });
    const readings = async (at: Instant) => {
      const known = await readCustomer(product(), partner.partnerId, customerId);
      const own = await readCustomerRelationships(product(), customerId);
      return [known.relationships[0]!, own[0]!.relationship].map((relationship) => {
        const { attended, adminPermissions, grants } = readRelationship(relationship, at);
        return [attended, adminPermissions, grants[0]?.endsAt];
      });
    };
    expect(await readings(later({ ms: -1 }, end))).toEqual(Array(2).fill([false, "granted", end]));
    expect(await readings(end)).toEqual(Array(2).fill([false, "expired", end]));
    await product().sweep(end, { of: relationshipId });
    expect((await product().typesOf(relationshipId)).at(-1)).toBe("PermissionsExpired");
    expect(await readings(end)).toEqual(Array(2).fill([false, "expired", end]));
  });
});

describe("an administrator whose mailbox bounces for good", () => {
  it("is removed from every customer, with its unconfirmed additions and open requests", async () => {
    const first = await aConnectedCustomer();
    const other = await aConnectedCustomer();
    await other.administrator.addColleague(first.email);
    const later10 = later({ days: 10 });
    const waiting = newEmail("waits");
    const adder = first.administrator.at(later10);
    await adder.add(waiting);
    await adder.removePermissions(first.relationshipId);
    const restoration = (await partner.create({ email: first.email, permissions: ["users.admin"] }, { at: later10 }))
      .reading;
    expect(restoration.relationshipId).toBe(first.relationshipId);
    const open = async () => await product().table.read(usedPlace(counterOf("open", partner.partnerId, "", now)));
    const before = await open();

    await product().mailService.bounce(first.email, later({ days: 11 }));
    expect(await rightsOf(first.email)).toEqual([]);
    expect(await product().storedCustomer(first.customerId)).toMatchObject({ administrators: [], waiting: [] });
    expect((await product().storedCustomer(other.customerId)).administrators).toMatchObject([{ email: other.email }]);
    expect(await warningsOf(first.customerId, other.customerId)).toMatchObject([{ aggregate: first.customerId }]);
    expect(await readInvitation(product(), partner.partnerId, restoration.id, later({ days: 11 }))).toMatchObject({
      reading: { status: "cancelled", cancelCode: "addressee-left" },
    });
    expect(await open()).toBe(before - 1);
  });

  it("is removed from the remaining customers after a first attempt failed half-way", async () => {
    const first = await aConnectedCustomer();
    const other = await aConnectedCustomer(newEmail("two"));
    await other.administrator.addColleague(first.email);
    product().store.before("TransactWriteItems", async () => {
      product().store.fail("TransactWriteItems", new Error("The table did not answer."));
    });
    // The first transaction passes, the second does not: the message comes again.
    expect(await product().mailService.bounce(first.email, day)).toBe(1);
    expect(await rightsOf(first.email)).toEqual([other.customerId]);
    expect(await product().mailService.bounce(first.email, day)).toBe(0);
    expect(await rightsOf(first.email)).toEqual([]);
    expect(await warningsOf(first.customerId, other.customerId)).toHaveLength(1);
  });

  it("is removed although the address was confirmed between the bounce and its report", async () => {
    const { administrator } = await aConnectedCustomer();
    const colleague = newEmail("late");
    await administrator.at(later({ days: 2 })).addColleague(colleague);
    await product().mailService.bounce(colleague, day);
    expect(await rightsOf(colleague)).toEqual([]);
  });
});

describe("an address to which mail bounces for good", () => {
  const unreachable = { kind: "suppressed-address", faults: [{ code: "address-unreachable" }] };

  it("cannot confirm before the suppression is lifted, not even during the report, and can afterwards", async () => {
    const { email, customerId, administrator } = await aConnectedCustomer();
    const colleague = newEmail("gone");
    await administrator.add(colleague);
    const before = await product().storedCustomer(customerId);
    product().store.before("TransactWriteItems", () => product().mailService.bounce(colleague, day));
    for (const when of ["while it is taken in", "afterwards"])
      expect(await refused(administrator.confirm(colleague, day)), when).toMatchObject(unreachable);
    expect(await product().storedCustomer(customerId)).toEqual(before);
    expect(await rightsOf(colleague)).toBeUndefined();

    await product().mailService.lift(colleague, day);
    expect(await administrator.confirm(colleague, day)).toBe(true);
    expect((await product().storedCustomer(customerId)).administrators.map((known) => known.email)).toEqual([
      email,
      colleague,
    ]);
  });

  it.each([["no customer is chosen", null] as const, ["a new customer is chosen", "new"] as const])(
    "founds no customer when %s, during or after the report, but another address from a portal's callback does",
    async (_, customer) => {
      const email = newEmail("founder");
      const { id } = await partner.create({ email });
      const link = await product().customer(id);
      product().store.before("TransactWriteItems", () => product().mailService.bounce(email, now));
      for (const when of ["while it is taken in", "afterwards"])
        expect(await refused(link.accept({ customer })), when).toMatchObject(unreachable);
      expect((await partner.read(id)).invitation.status).toBe("pending");
      expect(await rightsOf(email)).toBeUndefined();

      const other = newEmail("other");
      await link.accept({ customer, email: other, via: "callback" });
      const { customerId } = (await partner.read(id)).invitation;
      expect((await product().storedCustomer(customerId ?? "")).administrators).toMatchObject([{ email: other }]);
    },
  );
});

describe("a bounce and a removal at the same moment", () => {
  /** Two administrators out of their cool-off. */
  async function two() {
    const { email, customerId, administrator } = await aConnectedCustomer();
    const grace = newEmail("grace");
    await administrator.addColleague(grace);
    const at = later({ days: 10 });
    return { ada: email, grace, customerId, at, administrator: administrator.at(at) };
  }

  it("of the same administrator remove the administrator once", async () => {
    const { ada, grace, customerId, at, administrator } = await two();
    const remove = async () => administrator.remove(await product().addressOf(grace));
    product().store.before("TransactWriteItems", remove);
    expect(await product().mailService.bounce(grace, at)).toBe(0);
    expect((await product().typesOf(customerId)).filter((type) => type === "AdministratorRemoved")).toHaveLength(1);
    expect((await product().storedCustomer(customerId)).administrators).toMatchObject([{ email: ada }]);
  });

  it("of two administrators refuse the removal by the administrator whose mail bounced", async () => {
    const { ada, grace, customerId, at, administrator } = await two();
    product().store.before("TransactWriteItems", () => product().mailService.bounce(ada, at));
    const remove = administrator.remove(await product().addressOf(grace));
    expect((await refused(remove)).kind).toBe("not-found");
    expect((await product().storedCustomer(customerId)).administrators).toMatchObject([{ email: grace }]);
    expect(await warningsOf(customerId)).toEqual([]);
  });

  it("of different administrators leave the customer unattended", async () => {
    const { ada, grace, customerId, at, administrator } = await two();
    const remove = async () => administrator.remove(await product().addressOf(grace));
    product().store.before("TransactWriteItems", remove);
    await product().mailService.bounce(ada, at);
    expect((await product().storedCustomer(customerId)).administrators).toEqual([]);
    expect((await product().typesOf(customerId)).at(-1)).toBe("CustomerUnattended");
    expect(await warningsOf(customerId)).toHaveLength(1);
  });
});

describe("a suppression that the operator has lifted", () => {
  const suppressionsOf = async (email: string) =>
    (await product().table.read(addressPlace(await product().addressOf(email)))).suppressions;

  it("stays lifted when an earlier report arrives late or again, and the administrator keeps the right", async () => {
    const { email, customerId, administrator } = await aConnectedCustomer();
    await administrator.addColleague(newEmail("colleague"));
    await product().mailService.suppress(email, "complaint");
    await product().mailService.lift(email, day);
    expect(await product().mailService.bounce(email, now)).toBe(0);
    expect(await product().mailService.suppress(email, "complaint")).toBe(false);
    expect(await suppressionsOf(email)).toEqual([]);
    expect(await rightsOf(email)).toEqual([customerId]);
    expect((await product().storedCustomer(customerId)).administrators).toHaveLength(2);
  });

  it("stays lifted when it happens between a report's read and write, and removes no administrator", async () => {
    const { email, customerId, administrator } = await aConnectedCustomer();
    await administrator.addColleague(newEmail("colleague"));
    product().store.before("TransactWriteItems", () => product().mailService.lift(email, day));
    expect(await product().mailService.bounce(email, now)).toBe(0);
    expect(await suppressionsOf(email)).toEqual([]);
    expect(await rightsOf(email)).toEqual([customerId]);
  });

  it("keeps a late report of an earlier mail in the history, and suppresses nothing", async () => {
    const email = newEmail("it");
    const { id } = await partner.create({ email });
    await product().mailService.report(id);
    await product().mailService.lift(email, day);
    const report = {
      outcome: "bounced",
      mailSequence: 2,
      linkVersion: 1,
      at: now,
      reason: null,
      messageId: null,
    } as const;
    const cause = { now: day, actor: { kind: "system", id: "ses" }, correlationId: "c", causationId: null } as const;
    const suppressed = {
      address: await product().addressOf(email),
      suppression: { reason: "bounce", at: now },
    } as const;
    expect(await recordDelivery(product(), id, report, cause, { suppressed })).toBe(true);
    expect(await suppressionsOf(email)).toEqual([]);
  });
});
