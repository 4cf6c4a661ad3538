import { addressKeys } from "../../../shared/delivery/address-item.ts";
import { describe, expect, it } from "vitest";
import type { AdministratorMoment } from "../../../shared/customer/commands/administrator-moment.ts";
import { advanceDueCustomer } from "../../../shared/customer/commands/advance-due-customer.ts";
import {
  addAdministrator,
  confirmAdministrator,
  readConfirmation,
  removeAdministrator,
} from "../../../shared/customer/commands/change-administrators.ts";
import { changeSenders } from "../../../shared/customer/commands/change-senders.ts";
import { openSession } from "../../../shared/portal-access/open-session.ts";
import { readAdministeredCustomers } from "../../../shared/customer/commands/read-customer.ts";
import { renameCustomer } from "../../../shared/customer/commands/rename-customer.ts";
import { removePermissions } from "../../../shared/relationship/commands/remove-permissions.ts";
import { requestSignIn } from "../../../shared/portal-access/request-sign-in.ts";
import { signIn } from "../../../shared/portal-access/open-portal.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import type { Customer } from "../../../shared/customer/model.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { present } from "../../../shared/table/places.ts";
import { anAdministrator, newestToken } from "../../support/administrators.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openOffice, refused } from "../../support/office.ts";
import { relationshipOf } from "../../support/relations.ts";

const office = openOffice();

let made = 0;
const newEmail = (name = "ada"): string => `${name}@administrators-${++made}.example`;
const founder = (): Promise<AdministratorMoment> => anAdministrator(office(), newEmail());
const customerOf = async ({ customerId }: AdministratorMoment): Promise<Customer> =>
  await office().table.read(present(customerPlace(customerId)));
const addressOf = async (email: string): Promise<string> => addressPseudonym(email, await office().masterKey());
const at = (moment: AdministratorMoment, instant: Instant): AdministratorMoment => ({ ...moment, now: instant });
const add = (email: string, by: AdministratorMoment): Promise<void> =>
  addAdministrator(office(), { email, locale: "it" }, by);
const linkOf = async (email: string, { customerId }: AdministratorMoment) => {
  const customer = await office().table.read(present(customerPlace(customerId)));
  const address = await addressOf(email);
  return { customerId, address, number: customer.waiting.find(({ id }) => id === address)?.number ?? 0 };
};
const confirm = async (email: string, of: AdministratorMoment, instant = now): Promise<boolean> =>
  confirmAdministrator(office(), await linkOf(email, of), { now: instant, correlationId: "c-6", locale: "de" });
/** An administrator that somebody added, at a moment after its cool-off. */
async function aColleague(of: AdministratorMoment, email = newEmail("bob")): Promise<AdministratorMoment> {
  await add(email, of);
  expect(await confirm(email, of)).toBe(true);
  return { ...of, now: later({ days: 7 }), address: await addressOf(email), email };
}
const typesOf = async ({ customerId }: AdministratorMoment) =>
  (await readHistory(office().table, customerId)).map(({ type }) => type);

describe("adding an administrator", () => {
  it("gives a right only once the address has confirmed, and says so with every event", async () => {
    const ada = await founder();
    const email = newEmail("bob");
    await add(email.toUpperCase(), ada);
    const address = await addressOf(email);
    const bob = { ...ada, address, email };
    expect((await refused(renameCustomer(office(), "Bob's", bob))).kind).toBe("not-found");
    expect((await office().table.read(rightsPlace(address))).customers).toEqual([]);

    const link = await linkOf(email, ada);
    const before = await office().store.scan();
    expect(await readConfirmation(office(), link, now)).toMatchObject({ email });
    expect(await office().store.scan()).toEqual(before);
    expect(await confirm(email, ada)).toBe(true);
    expect(await confirm(email, ada)).toBe(false);
    expect(await readConfirmation(office(), link, now)).toBeNull();
    expect(await office().table.read(rightsPlace(address))).toMatchObject({
      email,
      locale: "de",
      customers: [ada.customerId],
      founded: 0,
    });
    expect(await typesOf(ada)).toEqual(["AdministratorAdded", "AdministratorConfirmed"]);
  });

  it("takes an address of any mail domain, sends again where it waits, and refuses one that gets no mail or wants none", async () => {
    const ada = await founder();
    for (const email of ["bob.administrators@gmail.com", "eve@elsewhere.example", "eve@elsewhere.example"])
      await add(email, ada);
    expect((await customerOf(ada)).waiting.map(({ email, number }) => [email, number])).toEqual([
      ["bob.administrators@gmail.com", 1],
      ["eve@elsewhere.example", 2],
    ]);
    const [gone, unwilling] = [newEmail("gone"), newEmail("unwilling")];
    for (const [email, reason] of [
      [gone, "bounce"],
      [unwilling, "complaint"],
    ] as const) {
      await office().table.put({
        ...addressKeys.address(await addressOf(email)),
        ...{ entity: "address", schema: 1, [`suppressed#${reason}`]: now },
      });
    }
    for (const [typed, code] of [
      ["nonsense", "address-invalid"],
      [ada.email, "administrator-known"],
      [gone, "address-suppressed"],
      [unwilling, "address-suppressed"],
    ] as const) {
      expect(await refused(add(typed, ada)), typed).toMatchObject({ faults: [{ pointer: "/email", code }] });
    }
    expect((await customerOf(ada)).waiting).toHaveLength(2);
  });

  it("ends by itself after seven days, and a swept entry is told as such", async () => {
    const ada = await founder();
    const email = newEmail("bob");
    await add(email, ada);
    const link = await linkOf(email, ada);
    const week = { now: later({ days: 7 }), correlationId: "c-7" };
    const late = { ...week, locale: null };
    expect(await confirmAdministrator(office(), link, late)).toBe(false);
    const { administrators } = office().policy;
    expect(await advanceDueCustomer(office(), await customerOf(ada), administrators, week)).toBe("settled");
    expect(await advanceDueCustomer(office(), await customerOf(ada), administrators, week)).toBe("left");
    expect((await customerOf(ada)).waiting).toEqual([]);
    expect(await typesOf(ada)).toEqual(["AdministratorAdded", "AdministratorRemoved"]);
  });
});

describe("a new administrator", () => {
  it("can keep a partner out and leave, and cannot let one in, rename, add or remove until its cool-off is over", async () => {
    const ada = await founder();
    const bob = await aColleague(ada);
    const partnerId = (await office().desk()).partnerId;
    const during = at(bob, later({ days: 7, ms: -1 }));
    await changeSenders(office(), { partnerId, standing: "blocked" }, during);
    const acts = (moment: AdministratorMoment) => [
      () => changeSenders(office(), { partnerId, standing: "neither" }, moment),
      () => changeSenders(office(), { mode: "listed" }, moment),
      () => renameCustomer(office(), "Bob's", moment),
      () => add(newEmail("eve"), moment),
      () => removeAdministrator(office(), ada.address, moment),
    ];
    for (const act of acts(during)) {
      expect(await refused(act())).toMatchObject({ kind: "cool-off", members: { until: later({ days: 7 }) } });
    }
    for (const act of acts(bob)) await act();
    expect((await customerOf(ada)).administrators).toMatchObject([{ email: bob.email }]);

    const eve = await aColleague(bob);
    await removeAdministrator(office(), eve.address, at(eve, now));
    expect((await customerOf(ada)).administrators).toHaveLength(1);
  });
});

describe("removing an administrator", () => {
  it("leaves one of two who remove each other at the same moment, and never the last", async () => {
    const ada = at(await founder(), later({ days: 7 }));
    const bob = await aColleague(ada);
    const outcomes = await Promise.allSettled([
      removeAdministrator(office(), bob.address, ada),
      removeAdministrator(office(), ada.address, bob),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [left, ...others] = (await customerOf(ada)).administrators;
    expect(others).toEqual([]);
    const last = left?.id === ada.address ? ada : bob;
    expect((await refused(removeAdministrator(office(), last.address, last))).kind).toBe("last-administrator");
    expect((await refused(removeAdministrator(office(), "nobody", last))).kind).toBe("not-found");
  });

  it("of both who leave at the same moment keeps one", async () => {
    const ada = await founder();
    const bob = await aColleague(ada);
    const outcomes = await Promise.allSettled([
      removeAdministrator(office(), ada.address, ada),
      removeAdministrator(office(), bob.address, bob),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await customerOf(ada)).administrators).toHaveLength(1);
  });

  it("ends its session and its sign-in link where it speaks for nobody any more", async () => {
    const ada = await founder();
    const bob = await aColleague(ada);
    const signedIn = `cookie-${bob.address}`;
    const request = { email: bob.email, locale: "en", next: "" };
    const token = async () => {
      await requestSignIn(office(), request, { now, correlationId: "c-8" });
      return (await newestToken(office(), bob.email)) ?? "";
    };
    expect(await signIn(office(), await token(), signedIn, now)).toBe(true);
    const unused = await token();
    await removeAdministrator(office(), bob.address, ada);
    expect(await openSession(office(), signedIn, later({ minutes: 1 }))).toBeNull();
    expect(await signIn(office(), unused, `${signedIn}-2`, later({ minutes: 1 }))).toBe(false);
    expect((await refused(add(newEmail("eve"), bob))).kind).toBe("not-found");
  });

  it("takes the rights for one customer and leaves those for another", async () => {
    const ada = await founder();
    const email = newEmail("bob");
    const own = await anAdministrator(office(), email, later({ days: 7 }));
    const bob = await aColleague(ada, email);
    const both = async () => {
      const { address } = bob;
      const { customers } = await office().table.read(rightsPlace(address));
      return (await readAdministeredCustomers(office(), { address, customers })).map(({ id }) => id);
    };
    expect((await both()).toSorted()).toEqual([own.customerId, ada.customerId].toSorted());
    const cookie = `cookie-${bob.address}`;
    await requestSignIn(office(), { email, locale: "en", next: "" }, { now, correlationId: "c-9" });
    await signIn(office(), (await newestToken(office(), email)) ?? "", cookie, now);

    await removeAdministrator(office(), bob.address, ada);
    expect(await both()).toEqual([own.customerId]);
    expect(await openSession(office(), cookie, now)).toMatchObject({ email, customers: [own.customerId] });
    expect((await refused(renameCustomer(office(), "Bob's", bob))).kind).toBe("not-found");
    await renameCustomer(office(), "Bob's", own);
    expect(await customerOf(own)).toMatchObject({ name: "Bob's" });
  });

  it("takes its rights for the relationships of the customer at once", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { id } = (await desk.create({ email, permissions: ["users.admin"] })).reading;
    await (await office().customer(id)).accept();
    const { id: relationshipId, customerId } = await relationshipOf(office(), id);
    const ada = { now, correlationId: "c-4", customerId, address: await addressOf(email), email };
    const bob = await aColleague(ada);
    await removeAdministrator(office(), ada.address, bob);
    const act = removePermissions(office(), { relationshipId, permissions: "all" }, ada);
    expect((await refused(act)).kind).toBe("not-found");
    const all = { relationshipId, permissions: "all" } as const;
    expect((await removePermissions(office(), all, bob)).grants).toMatchObject([{ status: "removed" }]);
  });

  it("cancels the open requests for permissions to it, and tells the partner why", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { id } = (await desk.create({ email, permissions: ["users.admin"] })).reading;
    await (await office().customer(id)).accept();
    const { id: relationshipId, customerId } = await relationshipOf(office(), id);
    const ada = { now: later({ days: 7 }), correlationId: "c-4", customerId, address: await addressOf(email), email };
    const bob = await aColleague(ada);
    await removePermissions(office(), { relationshipId, permissions: "all" }, ada);
    const restoration = (await desk.create({ email, permissions: ["users.admin"] }, { at: later({ days: 7 }) }))
      .reading;
    expect(restoration).toMatchObject({ status: "pending", relationshipId });

    await removeAdministrator(office(), ada.address, at(bob, later({ days: 14 })));
    expect((await desk.read(restoration.id)).invitation).toMatchObject({
      status: "cancelled",
      cancelCode: "addressee-left",
    });
    expect((await readHistory(office().table, restoration.id)).at(-1)).toMatchObject({
      type: "InvitationCancelled",
      metadata: { actor: { kind: "system" }, partnerId: desk.partnerId },
    });
  });

  it("drops the addresses that it had added and that have not confirmed", async () => {
    const ada = await founder();
    const bob = await aColleague(ada);
    const email = newEmail("eve");
    await add(email, bob);
    const link = await linkOf(email, ada);
    await removeAdministrator(office(), bob.address, at(ada, bob.now));
    expect((await customerOf(ada)).waiting).toEqual([]);
    expect(await readConfirmation(office(), link, bob.now)).toBeNull();
  });

  it("and confirming at the same moment end in one of the two orders, never with a right that nobody gave", async () => {
    const ada = await founder();
    const bob = await aColleague(ada);
    const email = newEmail("eve");
    await add(email, bob);
    const link = await linkOf(email, ada);
    const [, confirmed] = await Promise.all([
      removeAdministrator(office(), bob.address, at(ada, bob.now)),
      confirmAdministrator(office(), link, { now: bob.now, correlationId: "c-6", locale: null }),
    ]);
    const address = await addressOf(email);
    const { administrators } = await customerOf(ada);
    expect(administrators.some(({ id }) => id === address)).toBe(confirmed);
    const rights = await office().table.read(rightsPlace(address));
    expect(rights.customers).toEqual(confirmed ? [ada.customerId] : []);
  });
});
