import { describe, expect, it } from "vitest";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import type { AcceptanceInput } from "../../../shared/invitation/commands/accept-invitation.ts";
import type { Partner } from "../../actors/partner.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
let addresses = 0;
/** An address at a mail provider that no list has, where strangers are neighbours. */
const newEmail = (name = "firm"): string => `${name}-${++addresses}@pec.example`;

const accepted = async (partner: Partner, email: string, accepted: Partial<AcceptanceInput> = {}, asked: object = {}) =>
  partner.connect({ email, permissions: ["users.admin"], ...asked }, accepted);
const customersOf = async (email: string): Promise<readonly string[]> => {
  return (await product().table.read(rightsPlace(await product().addressOf(email)))).customers;
};

describe("an acceptance", () => {
  it("founds a customer with the address as administrator, and gives no rights to others of the mail domain", async () => {
    const partner = await product().partner();
    const [ada, eve] = [newEmail(), newEmail("eve")];
    const first = await accepted(partner, ada, { organization: "Firm of Ada", name: "Ada" });
    const second = await accepted(await product().partner(), eve);
    expect(first.customerId).not.toBe(second.customerId);
    expect(await product().storedCustomer(first.customerId)).toMatchObject({
      ...{ name: "Firm of Ada", verified: null, externalId: null, version: 0 },
      administrators: [{ email: ada, name: "Ada", coolOffUntil: null }],
    });
    expect((await product().storedCustomer(second.customerId)).administrators.map(({ email }) => email)).toEqual([eve]);
    // A third neighbour can be invited by the first partner too.
    expect((await partner.create({ email: newEmail("third") })).status).toBe(201);
    const [established] = await readHistory(product().table, first.relationshipId);
    expect(established).toMatchObject({
      metadata: { actor: { kind: "customer", customerId: first.customerId } },
      data: { customer: { id: first.customerId, name: "Firm of Ada", founded: true, domain: "pec.example" } },
    });
  });

  it("by one address for two partners at the same moment founds one customer", async () => {
    const [one, other] = [await product().partner(), await product().partner()];
    const email = newEmail();
    const first = (await one.create({ email })).id;
    const second = (await other.create({ email })).id;
    product().store.before("TransactWriteItems", async () => (await product().customer(first)).accept());
    expect(await (await product().customer(second)).accept()).toBe("done");
    expect(await customersOf(email)).toHaveLength(1);
  });

  it("by the mailed link of an address with one customer is for that customer, unless another organisation is chosen", async () => {
    const email = newEmail();
    const { customerId } = await accepted(await product().partner(), email);
    expect((await accepted(await product().partner(), email)).customerId).toBe(customerId);
    const another = await accepted(await product().partner(), email, { customer: "new", organization: "Second" });
    expect(another.customerId).not.toBe(customerId);
    expect(await customersOf(email)).toEqual([customerId, another.customerId]);
  });

  it("by an address that was known when it was asked reads all of it in one request, and finds what has changed since", async () => {
    const [email, other] = [newEmail(), newEmail("other")];
    const { customerId } = await accepted(await product().partner(), email);
    const partner = await product().partner();
    const asked = await partner.invite({ email });
    const once = { BatchGetItem: 2, TransactWriteItems: 1, UpdateItem: 1 };
    expect(await product().store.requests(() => asked.customer.accept())).toEqual(once);
    expect(await customersOf(email)).toEqual([customerId]);

    const next = await (await product().partner()).invite({ email });
    const second = await accepted(await product().partner(), email, { customer: "new", organization: "Second" });
    expect((await refused(next.customer.accept())).kind).toBe("customer-needed");
    await next.customer.accept({ customer: second.customerId });
    expect(await customersOf(email)).toEqual([customerId, second.customerId]);

    // Sent to somebody else, it remembers nothing of the first address.
    const { id } = await partner.create({ email, anotherOrganization: true, relationship: "advisor" });
    await partner.correctAddress(id, other);
    expect(await (await product().customer(id)).accept()).toBe("done");
    expect(await customersOf(other)).toHaveLength(1);
  });

  it("by an address with two customers needs a choice, which is shown only with a proof of the mailbox", async () => {
    const email = newEmail("consultant");
    const one = await accepted(await product().partner(), email, { organization: "One" });
    const two = await accepted(await product().partner(), email, { customer: "new", organization: "Two" });
    const partner = await product().partner();
    const { id, customer } = await partner.invite({ email, send: "self" });
    expect(await customer.open()).toMatchObject({ found: { isProven: false, choices: [] } });
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
    expect((await customer.open(now, proof)).kind).toBe("found");
    expect(await customer.open(now, proof)).toMatchObject({ found: { isProven: true, choices: [{}, {}] } });
    expect((await refused(customer.accept({ proof, customer: "cus_01JD00000000000000000000ZZ" }))).kind).toBe(
      "customer-needed",
    );
    expect(await customer.accept({ proof, customer: two.customerId })).toBe("done");
    expect((await partner.read(id)).invitation).toMatchObject({ status: "accepted", customerId: two.customerId });
  });

  it("with a proof of the mailbox is refused after 30 minutes, for another link, and when the proof was altered", async () => {
    const partner = await product().partner();
    const { id, customer } = await partner.invite({ send: "self", permissions: ["users.admin"] });
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
    await partner.resend(id, { rotate: true });
    expect((await refused((await product().customer(id)).accept({ proof }))).faults).toMatchObject([
      { pointer: "/code" },
    ]);
  });

  it("by a colleague unknown to the partner adds to the customer's existing relationship", async () => {
    const partner = await product().partner();
    const { customerId, relationshipId, administrator } = await accepted(partner, newEmail());
    const colleague = await administrator.addColleague(newEmail("colleague"));
    const after = later({ days: 8 });
    const { id } = await partner.create({ email: colleague.email, permissions: ["helpdesk"] }, { at: after });
    expect((await partner.read(id)).invitation.relationshipId).toBeNull();
    expect(await (await product().customer(id)).accept({}, after)).toBe("done");
    expect((await partner.read(id)).invitation).toMatchObject({ relationshipId, customerId });
    const { grants } = await product().storedRelationship(relationshipId);
    expect(grants.map(({ permission }) => permission)).toEqual(["users.admin", "helpdesk"]);
    const { id: empty } = (await partner.create({ email: newEmail("x"), permissions: [] })).reading;
    expect(await (await product().customer(empty)).accept()).toBe("done");
  });

  it("of a request for no permissions writes nothing when the customer already has the relationship", async () => {
    const partner = await product().partner();
    const { relationshipId, administrator } = await accepted(partner, newEmail());
    const colleague = await administrator.addColleague(newEmail("colleague"));
    const after = later({ days: 8 });
    const { id } = await partner.create({ email: colleague.email, permissions: [] }, { at: after });
    expect(await refused((await product().customer(id)).accept({}, after))).toMatchObject({
      ...{ kind: "relationship-exists", members: { relationshipIds: [relationshipId] } },
    });
    expect((await partner.read(id)).invitation.status).toBe("pending");
  });

  it("by a removed founder founds a new customer, and leaves the old one unchanged", async () => {
    const email = newEmail();
    const { customerId, administrator } = await accepted(await product().partner(), email);
    const colleague = await administrator.addColleague(newEmail("colleague"));
    await colleague.remove(administrator.address);
    const before = await product().storedCustomer(customerId);
    const again = await accepted(await product().partner(), email);
    expect(again.customerId).not.toBe(customerId);
    expect(await product().storedCustomer(customerId)).toEqual(before);
    expect(await customersOf(email)).toEqual([again.customerId]);
  });
});

/** A founder whose relationship holds no permission, with a colleague out of the cool-off who is about to remove it. */
async function aFounderWhoGoes() {
  const partner = await product().partner();
  const email = newEmail();
  const { relationshipId, customerId, administrator: founder } = await accepted(partner, email);
  const colleague = await founder.addColleague(newEmail("colleague"));
  await founder.removePermissions(relationshipId);
  const at = later({ days: 8 });
  return {
    ...{ partner, relationshipId, customerId },
    /** A request for the relationship's permissions, to the founder. */
    ask: () => partner.create({ email, permissions: ["helpdesk"] }, { at }),
    remove: () => colleague.at(at).remove(founder.address),
  };
}

describe("a request to an address that accepted this relationship", () => {
  it("names the existing relationships, and can be for another organisation", async () => {
    const partner = await product().partner();
    const email = newEmail();
    const { relationshipId, customerId } = await accepted(partner, email);
    expect(await refused(partner.create({ email, permissions: ["helpdesk"] }))).toMatchObject({
      ...{ kind: "relationship-exists", members: { relationshipIds: [relationshipId] } },
    });
    const another = await accepted(partner, email, {}, { anotherOrganization: true });
    expect(another.customerId).not.toBe(customerId);
    const all = await refused(partner.create({ email, permissions: ["helpdesk"] }));
    expect(all.members).toEqual({ relationshipIds: [relationshipId, another.relationshipId] });
  });

  it("is refused for a removed administrator, and an open request to that administrator is cancelled", async () => {
    const { partner, relationshipId, customerId, ask, remove } = await aFounderWhoGoes();
    const { id } = (await ask()).reading;
    expect((await partner.read(id)).invitation).toMatchObject({ relationshipId, customerId });
    await remove();
    expect((await partner.read(id)).invitation).toMatchObject({ status: "cancelled", cancelCode: "addressee-left" });
    for (let asked = 1; asked <= 10; asked++) expect((await refused(ask())).kind).toBe("not-an-administrator");
    expect((await refused(ask())).kind).toBe("quota");
  });

  it("that is sent while its addressee is being removed is cancelled or refused", async () => {
    const { partner, ask, remove } = await aFounderWhoGoes();
    let id = "";
    product().store.before("TransactWriteItems", async () => {
      id = (await ask()).reading.id;
    });
    await remove();
    expect((await partner.read(id)).invitation).toMatchObject({ status: "cancelled", cancelCode: "addressee-left" });
  });
});
