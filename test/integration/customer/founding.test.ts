import { describe, expect, it } from "vitest";
import {
  addAdministrator,
  confirmAdministrator,
  removeAdministrator,
} from "../../../shared/customer/commands/change-administrators.ts";
import { removePermissions } from "../../../shared/relationship/commands/remove-permissions.ts";
import { recipientOf } from "../../../shared/delivery/commands/recipient.ts";
import type { AdministratorMoment } from "../../../shared/customer/commands/administrator-moment.ts";
import type { Invitation } from "../../../shared/invitation/model.ts";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { present } from "../../../shared/table/places.ts";
import type { AcceptanceInput } from "../../../shared/invitation/commands/accept-invitation.ts";
import type { Desk } from "../../support/desk.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openOffice, refused } from "../../support/office.ts";
import { administratorOf, storedRelationship } from "../../support/relations.ts";

const office = openOffice();
let addresses = 0;
/** An address at a mail provider that no list has, where strangers are neighbours. */
const newEmail = (name = "firm"): string => `${name}-${++addresses}@pec.example`;

async function accepted(
  desk: Desk,
  email: string,
  said: Partial<AcceptanceInput> = {},
  asked: object = {},
): Promise<Extract<Invitation, { status: "accepted" }>> {
  const { id } = (await desk.create({ email, permissions: ["users.admin"], ...asked })).reading;
  await (await office().customer(id)).accept(said);
  const invitation = await office().table.read(present(invitationPlace(id)));
  if (invitation.status !== "accepted") throw new Error(`It is ${invitation.status}.`);
  return invitation;
}
const customersOf = async (email: string): Promise<readonly string[]> => {
  const { address } = recipientOf(email, await office().masterKey());
  return (await office().table.read(rightsPlace(address))).customers;
};
const customerNamed = async (id: string) => await office().table.read(present(customerPlace(id)));
/** Makes an address administrator of a customer and ends its cool-off, if asked. */
async function colleagueOf(founder: AdministratorMoment, email: string, at = now): Promise<AdministratorMoment> {
  await addAdministrator(office(), { email, locale: null }, founder);
  const { address } = recipientOf(email, await office().masterKey());
  const { links } = await customerNamed(founder.customerId);
  const confirmation = { customerId: founder.customerId, address, number: links };
  expect(await confirmAdministrator(office(), confirmation, { now: at, correlationId: "c-5", locale: null })).toBe(
    true,
  );
  return { ...founder, now: at, address, email };
}

describe("an acceptance", () => {
  it("founds a customer of the address, whose administrator it is at once; the mail domain gives nobody anything", async () => {
    const desk = await office().desk();
    const [ada, eve] = [newEmail(), newEmail("eve")];
    const first = await accepted(desk, ada, { organization: "Firm of Ada", name: "Ada" });
    const second = await accepted(await office().desk(), eve);
    expect(first.customerId).not.toBe(second.customerId);
    expect(await customerNamed(first.customerId)).toMatchObject({
      ...{ name: "Firm of Ada", verified: null, externalId: null, version: 0 },
      administrators: [{ email: ada, name: "Ada", coolOffUntil: null }],
    });
    expect((await customerNamed(second.customerId)).administrators.map(({ email }) => email)).toEqual([eve]);
    // A third neighbour can be invited by the first partner too.
    expect((await desk.create({ email: newEmail("third") })).status).toBe(201);
    const [established] = await readHistory(office().table, first.relationshipId);
    expect(established).toMatchObject({
      metadata: { actor: { kind: "customer", customerId: first.customerId } },
      data: { customer: { id: first.customerId, name: "Firm of Ada", founded: true, domain: "pec.example" } },
    });
  });

  it("by one address for two partners in the same second meets in one customer", async () => {
    const [one, other] = [await office().desk(), await office().desk()];
    const email = newEmail();
    const first = (await one.create({ email })).reading.id;
    const second = (await other.create({ email })).reading.id;
    office().store.before("TransactWriteItems", async () => (await office().customer(first)).accept());
    expect(await (await office().customer(second)).accept()).toBe("done");
    expect(await customersOf(email)).toHaveLength(1);
  });

  it("by an address with one customer and the mailed link is for this one, unless another organisation is said", async () => {
    const email = newEmail();
    const { customerId } = await accepted(await office().desk(), email);
    expect((await accepted(await office().desk(), email)).customerId).toBe(customerId);
    const another = await accepted(await office().desk(), email, { customer: "new", organization: "Second" });
    expect(another.customerId).not.toBe(customerId);
    expect(await customersOf(email)).toEqual([customerId, another.customerId]);
  });

  it("by an address with two customers must say for which, and names both only to who proved the mailbox", async () => {
    const email = newEmail("consultant");
    const one = await accepted(await office().desk(), email, { organization: "One" });
    const two = await accepted(await office().desk(), email, { customer: "new", organization: "Two" });
    const desk = await office().desk();
    const { id } = (await desk.create({ email, send: "self" })).reading;
    const customer = await office().customer(id);
    expect(await customer.read()).toMatchObject({ found: { isProven: false, choices: [] } });
    await customer.requestCode();
    let proof = "";
    const code = await customer.code();
    const needed = await refused(customer.accept({ code, keepProof: (kept) => (proof = kept) }));
    expect(needed).toMatchObject({
      kind: "customer-needed",
      members: {
        customers: [
          { id: one.customerId, name: "One" },
          { id: two.customerId, name: "Two" },
        ],
      },
    });
    expect((await customer.read(now, proof)).kind).toBe("found");
    expect(await customer.read(now, proof)).toMatchObject({ found: { isProven: true, choices: [{}, {}] } });
    expect((await refused(customer.accept({ proof, customer: "cus_01JD00000000000000000000ZZ" }))).kind).toBe(
      "customer-needed",
    );
    expect(await customer.accept({ proof, customer: two.customerId })).toBe("done");
    expect((await desk.read(id)).invitation).toMatchObject({ status: "accepted", customerId: two.customerId });
  });

  it("with a proof is refused after thirty minutes, for another link, and with a changed letter", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ send: "self", permissions: ["users.admin"] })).reading;
    const customer = await office().customer(id);
    await customer.requestCode();
    let proof = "";
    const keepProof = (kept: string): void => void (proof = kept);
    await refused(customer.accept({ code: await customer.code(), agreed: true, customer: "cus_x", keepProof }));
    expect(proof).not.toBe("");
    for (const [spoilt, at] of [
      [proof, later({ minutes: 30 })],
      [`${proof}x`, now],
      [proof.replace(/^./, "9"), now],
    ] as const)
      expect((await refused(customer.accept({ proof: spoilt }, at))).faults).toMatchObject([{ pointer: "/code" }]);
    await desk.resend(id, { rotate: true });
    expect((await refused((await office().customer(id)).accept({ proof }))).faults).toMatchObject([
      { pointer: "/code" },
    ]);
  });

  it("by a colleague whom the partner does not know adds to the relationship that the customer has", async () => {
    const desk = await office().desk();
    const { customerId, relationshipId } = await accepted(desk, newEmail());
    const founder = await administratorOf(office(), customerId);
    const colleague = await colleagueOf(founder, newEmail("colleague"));
    const after = later({ days: 8 });
    const { id } = (await desk.create({ email: colleague.email, permissions: ["helpdesk"] }, { at: after })).reading;
    expect((await desk.read(id)).invitation.relationshipId).toBeNull();
    expect(await (await office().customer(id)).accept({}, after)).toBe("done");
    expect((await desk.read(id)).invitation).toMatchObject({ relationshipId, customerId });
    const { grants } = await storedRelationship(office(), relationshipId);
    expect(grants.map(({ permission }) => permission)).toEqual(["users.admin", "helpdesk"]);
    const { id: empty } = (await desk.create({ email: newEmail("x"), permissions: [] })).reading;
    expect(await (await office().customer(empty)).accept()).toBe("done");
  });

  it("that asks for no permissions writes nothing where the customer has the relationship", async () => {
    const desk = await office().desk();
    const { customerId, relationshipId } = await accepted(desk, newEmail());
    const colleague = await colleagueOf(await administratorOf(office(), customerId), newEmail("colleague"));
    const after = later({ days: 8 });
    const { id } = (await desk.create({ email: colleague.email, permissions: [] }, { at: after })).reading;
    expect(await refused((await office().customer(id)).accept({}, after))).toMatchObject({
      ...{ kind: "relationship-exists", members: { relationshipIds: [relationshipId] } },
    });
    expect((await desk.read(id)).invitation.status).toBe("pending");
  });

  it("by a new administrator waits for the end of its cool-off", async () => {
    const desk = await office().desk();
    const { customerId } = await accepted(desk, newEmail());
    const colleague = await colleagueOf(await administratorOf(office(), customerId), newEmail("colleague"));
    const { id } = (await (await office().desk()).create({ email: colleague.email })).reading;
    const customer = await office().customer(id);
    expect(await refused(customer.accept({ customer: customerId }))).toMatchObject({
      ...{ kind: "cool-off", members: { until: later({ days: 7 }) } },
    });
    expect(await customer.accept({ customer: customerId }, later({ days: 7 }))).toBe("done");
  });

  it("of a founder who was removed founds anew, and leaves the old customer as it is", async () => {
    const email = newEmail();
    const { customerId } = await accepted(await office().desk(), email);
    const founder = await administratorOf(office(), customerId);
    const colleague = await colleagueOf(founder, newEmail("colleague"));
    await removeAdministrator(office(), founder.address, { ...colleague, now: later({ days: 8 }) });
    const before = await customerNamed(customerId);
    const again = await accepted(await office().desk(), email);
    expect(again.customerId).not.toBe(customerId);
    expect(await customerNamed(customerId)).toEqual(before);
    expect(await customersOf(email)).toEqual([again.customerId]);
  });
});

/** A founder whose relationship holds no permission, with a colleague out of the cool-off who is about to remove it. */
async function aFounderWhoGoes() {
  const desk = await office().desk();
  const email = newEmail();
  const { relationshipId, customerId } = await accepted(desk, email);
  const founder = await administratorOf(office(), customerId);
  const colleague = await colleagueOf(founder, newEmail("colleague"));
  await removePermissions(office(), { relationshipId, permissions: "all" }, founder);
  const at = later({ days: 8 });
  return {
    ...{ desk, relationshipId, customerId },
    /** A request for the relationship's permissions, to the founder. */
    ask: () => desk.create({ email, permissions: ["helpdesk"] }, { at }),
    remove: () => removeAdministrator(office(), founder.address, { ...colleague, now: at }),
  };
}

describe("a request to an address that accepted this relationship", () => {
  it("names the relationships, and is for another organisation where that is said", async () => {
    const desk = await office().desk();
    const email = newEmail();
    const { relationshipId, customerId } = await accepted(desk, email);
    expect(await refused(desk.create({ email, permissions: ["helpdesk"] }))).toMatchObject({
      ...{ kind: "relationship-exists", members: { relationshipIds: [relationshipId] } },
    });
    const another = await accepted(desk, email, {}, { anotherOrganization: true });
    expect(another.customerId).not.toBe(customerId);
    const all = await refused(desk.create({ email, permissions: ["helpdesk"] }));
    expect(all.members).toEqual({ relationshipIds: [relationshipId, another.relationshipId] });
  });

  it("goes to an administrator only: a removed one is refused, and an open request to it is cancelled", async () => {
    const { desk, relationshipId, customerId, ask, remove } = await aFounderWhoGoes();
    const { id } = (await ask()).reading;
    expect((await desk.read(id)).invitation).toMatchObject({ relationshipId, customerId });
    await remove();
    expect((await desk.read(id)).invitation).toMatchObject({ status: "cancelled", cancelCode: "addressee-left" });
    for (let asked = 1; asked <= 10; asked++) expect((await refused(ask())).kind).toBe("not-an-administrator");
    expect((await refused(ask())).kind).toBe("quota");
  });

  it("that is sent while its addressee is being removed is cancelled, or was never sent", async () => {
    const { desk, ask, remove } = await aFounderWhoGoes();
    let id = "";
    office().store.before("TransactWriteItems", async () => {
      id = (await ask()).reading.id;
    });
    await remove();
    expect((await desk.read(id)).invitation).toMatchObject({ status: "cancelled", cancelCode: "addressee-left" });
  });
});
