import { describe, expect, it } from "vitest";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { readCustomer } from "../../../shared/customer/commands/read-customers.ts";
import { eventsIn } from "../../support/audit/events-in.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();

const stateOf = async (id: string) => await product().storedInvitation(id);
const relationshipsOf = async (partnerId: string): Promise<number> =>
  eventsIn(await product().store.scan()).filter(
    ({ type, metadata }) => type === "RelationshipEstablished" && metadata.partnerId === partnerId,
  ).length;

describe("accepting", () => {
  it("takes one read, one transaction and one update of the partner's open-invitation counter", async () => {
    const partner = await product().partner();
    const customer = await product().customer((await partner.create()).id);
    expect(await product().store.requests(() => customer.accept())).toEqual({
      BatchGetItem: 1,
      TransactWriteItems: 1,
      UpdateItem: 1,
    });
  });

  it("creates the customer, the contact and the relationship with the granted permissions", async () => {
    const partner = await product().partner();
    const organization = { customer: { organization: "Contoso" } };
    const { customer } = await partner.invite({ ...organization, email: "ada@contoso.example" });
    await customer.accept({ granted: ["office365.admin"], duration: "P90D" });
    const [row] = (await product().table.query({ partition: customerKeys.ofPartner(partner.partnerId, "").PK })).items;
    const known = await readCustomer(product(), partner.partnerId, String(row?.["customerId"]));
    expect(known.customer).toMatchObject({ organization: "Contoso", domain: "contoso.example" });
    expect(known.customer.contacts).toEqual([{ name: "Ada", email: "ada@contoso.example", title: "Head of IT" }]);
    expect(known.relationships[0]?.grants).toMatchObject([
      { permission: "office365.admin", endsAt: later({ days: 90 }) },
    ]);
  });

  it("twice, in sequence or at once, has one effect and gives the same answer", async () => {
    const partner = await product().partner();
    const { id, customer } = await partner.invite();
    const outcomes = await Promise.all([customer.accept(), customer.accept(), customer.accept()]);
    expect([...outcomes, await customer.accept()]).toEqual(["done", "done", "done", "done"]);
    // Created, issued, viewed, accepted.
    expect((await stateOf(id)).version).toBe(4);
    expect(await relationshipsOf(partner.partnerId)).toBe(1);
  });
});

describe.each(["accept", "decline", "report", "see", "requestCode"] as const)("the link action %s", (act) => {
  const isRefusal = act === "decline" || act === "report";
  it(`${isRefusal ? "still declines" : "has no effect"} once the partner is frozen, even between read and write`, async () => {
    const partner = await product().partner();
    const { id, customer } = await partner.invite();
    product().store.before("TransactWriteItems", () => product().setPartner(partner.partnerId, { frozen: true }));
    if (isRefusal) expect(await customer[act]()).toBe("done");
    else expect((await refused(customer[act]())).kind).toBe("partner-frozen");
    expect((await stateOf(id)).status).toBe(isRefusal ? "declined" : "pending");
  });

  it("is answered as for an unknown link once the partner has revoked all links, even between read and write", async () => {
    const partner = await product().partner();
    const { id, customer } = await partner.invite();
    product().store.before("TransactWriteItems", () => product().setPartner(partner.partnerId, { linkEpoch: 2 }));
    expect((await refused(customer[act]())).kind).toBe("not-found");
    expect((await stateOf(id)).version).toBe(2);
  });
});
