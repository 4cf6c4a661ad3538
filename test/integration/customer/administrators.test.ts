import { describe, expect, it } from "vitest";
import { addressKeys } from "../../../shared/delivery/address-item.ts";
import type { Administrator } from "../../actors/administrator.ts";
import { confirmAdministrator, readConfirmation } from "../../../shared/customer/commands/change-administrators.ts";
import { openSession, signIn } from "../../../shared/portal-access/open-session.ts";
import { readAdministeredCustomers } from "../../../shared/customer/commands/read-administered.ts";
import { requestSignIn } from "../../../shared/portal-access/request-sign-in.ts";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();

let made = 0;
const newEmail = (name = "ada"): string => `${name}@administrators-${++made}.example`;
const founder = () => product().founder(newEmail());
const customerOf = ({ customerId }: Administrator) => product().storedCustomer(customerId);
const colleagueOf = (administrator: Administrator) => administrator.addColleague(newEmail("bob"));
const typesOf = ({ customerId }: Administrator) => product().typesOf(customerId);

describe("adding an administrator", () => {
  it("gives a right only after the address has confirmed, with an event for each step", async () => {
    const ada = await founder();
    const email = newEmail("bob");
    await ada.add(email.toUpperCase());
    const address = await product().addressOf(email);
    const bob = await product().administrator(ada.customerId, { email });
    expect((await refused(bob.rename("Bob's"))).kind).toBe("not-found");
    expect((await product().table.read(rightsPlace(address))).customers).toEqual([]);

    const link = await ada.confirmationFor(email);
    const before = await product().store.scan();
    expect(await readConfirmation(product(), link, now)).toMatchObject({ email });
    expect(await product().store.scan()).toEqual(before);
    expect(await ada.confirm(email, now, "de")).toBe(true);
    expect(await ada.confirm(email, now, "de")).toBe(false);
    expect(await readConfirmation(product(), link, now)).toBeNull();
    expect(await product().table.read(rightsPlace(address))).toMatchObject({
      email,
      locale: "de",
      customers: [ada.customerId],
      founded: 0,
    });
    expect(await typesOf(ada)).toEqual(["AdministratorAdded", "AdministratorConfirmed"]);
  });

  it("accepts any mail domain, sends again to a waiting address, and refuses a suppressed one", async () => {
    const ada = await founder();
    for (const email of ["bob.administrators@gmail.com", "eve@elsewhere.example", "eve@elsewhere.example"])
      await ada.add(email);
    expect((await customerOf(ada)).waiting.map(({ email, number }) => [email, number])).toEqual([
      ["bob.administrators@gmail.com", 1],
      ["eve@elsewhere.example", 2],
    ]);
    const [gone, unwilling] = [newEmail("gone"), newEmail("unwilling")];
    for (const [email, reason] of [
      [gone, "bounce"],
      [unwilling, "complaint"],
    ] as const) {
      await product().table.put({
        ...addressKeys.address(await product().addressOf(email)),
        ...{ entity: "address", schema: 1, [`suppressed#${reason}`]: now },
      });
    }
    for (const [typed, code] of [
      ["nonsense", "address-invalid"],
      [ada.email, "administrator-known"],
      [gone, "address-suppressed"],
      [unwilling, "address-suppressed"],
    ] as const) {
      expect(await refused(ada.add(typed)), typed).toMatchObject({ faults: [{ pointer: "/email", code }] });
    }
    expect((await customerOf(ada)).waiting).toHaveLength(2);
  });
});

describe("removing an administrator", () => {
  it("succeeds for one of two administrators who remove each other at the same moment, and is refused for the last one", async () => {
    const ada = (await founder()).at(later({ days: 7 }));
    const bob = await colleagueOf(ada);
    const outcomes = await Promise.allSettled([ada.remove(bob.address), bob.remove(ada.address)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [left, ...others] = (await customerOf(ada)).administrators;
    expect(others).toEqual([]);
    const last = left?.id === ada.address ? ada : bob;
    expect((await refused(last.remove(last.address))).kind).toBe("last-administrator");
    expect((await refused(last.remove("nobody"))).kind).toBe("not-found");
  });

  it("ends the session and the sign-in link of an administrator without another customer", async () => {
    const ada = await founder();
    const bob = await colleagueOf(ada);
    const signedIn = `cookie-${bob.address}`;
    const request = { email: bob.email, locale: "en", next: "" };
    const token = async () => {
      await requestSignIn(product(), request, { now, correlationId: "c-8" });
      return (await product().signInToken(bob.email)) ?? "";
    };
    expect(await signIn(product(), await token(), signedIn, now)).toBe(true);
    const unused = await token();
    await ada.remove(bob.address);
    expect(await openSession(product(), signedIn, later({ minutes: 1 }))).toBeNull();
    expect(await signIn(product(), unused, `${signedIn}-2`, later({ minutes: 1 }))).toBe(false);
    expect((await refused(bob.add(newEmail("eve")))).kind).toBe("not-found");
  });

  it("removes the rights for one customer and keeps those for another", async () => {
    const ada = await founder();
    const email = newEmail("bob");
    const own = await product().founder(email, { at: later({ days: 7 }) });
    const bob = await ada.addColleague(email);
    const both = async () => {
      const { address } = bob;
      const { customers } = await product().table.read(rightsPlace(address));
      return (await readAdministeredCustomers(product(), { address, customers })).map(({ id }) => id);
    };
    expect((await both()).toSorted()).toEqual([own.customerId, ada.customerId].toSorted());
    const cookie = `cookie-${bob.address}`;
    await requestSignIn(product(), { email, locale: "en", next: "" }, { now, correlationId: "c-9" });
    await signIn(product(), (await product().signInToken(email)) ?? "", cookie, now);

    await ada.remove(bob.address);
    expect(await both()).toEqual([own.customerId]);
    expect(await openSession(product(), cookie, now)).toMatchObject({ email, customers: [own.customerId] });
    expect((await refused(bob.rename("Bob's"))).kind).toBe("not-found");
    await own.rename("Bob's");
    expect(await customerOf(own)).toMatchObject({ name: "Bob's" });
  });

  it("while an address that the administrator added confirms leaves customer and rights consistent", async () => {
    const ada = await founder();
    const bob = await colleagueOf(ada);
    const email = newEmail("eve");
    await bob.add(email);
    const link = await ada.confirmationFor(email);
    const [, confirmed] = await Promise.all([
      ada.at(bob.now).remove(bob.address),
      confirmAdministrator(product(), link, { now: bob.now, correlationId: "c-6", locale: null }),
    ]);
    const address = await product().addressOf(email);
    const { administrators } = await customerOf(ada);
    expect(administrators.some(({ id }) => id === address)).toBe(confirmed);
    const rights = await product().table.read(rightsPlace(address));
    expect(rights.customers).toEqual(confirmed ? [ada.customerId] : []);
  });
});
