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
  it("takes one read, one transaction, and the partner's counter of open ones", async () => {
    const partner = await product().partner();
    const customer = await product().customer((await partner.create()).id);
    expect(await product().store.requests(() => customer.accept())).toEqual({
      BatchGetItem: 1,
      TransactWriteItems: 1,
      UpdateItem: 1,
    });
  });

  it("(C24) makes customer, contact and relationship with what was granted", async () => {
    const partner = await product().partner();
    const organization = { customer: { organization: "Contoso" } };
    const { customer } = await partner.invite({ ...organization, email: "ada@contoso.example" });
    await customer.accept({ granted: ["office365.admin"], duration: "P90D" });
    const [row] = (await product().table.query({ partition: customerKeys.ofPartner(partner.partnerId, "").PK })).items;
    const known = await readCustomer(product(), partner.partnerId, String(row?.["customerId"]));
    expect(known.customer).toMatchObject({ organization: "Contoso", domain: "contoso.example" });
    expect(known.contacts).toEqual([{ name: "Ada", email: "ada@contoso.example", title: "Head of IT" }]);
    expect(known.relationships[0]?.grants).toMatchObject([
      { permission: "office365.admin", endsAt: later({ days: 90 }) },
    ]);
  });

  it("(C26) twice, or twice at once, happens once and answers the same", async () => {
    const partner = await product().partner();
    const { id, customer } = await partner.invite();
    const outcomes = await Promise.all([customer.accept(), customer.accept(), customer.accept()]);
    expect([...outcomes, await customer.accept()]).toEqual(["done", "done", "done", "done"]);
    // Created, issued, viewed, accepted.
    expect((await stateOf(id)).version).toBe(4);
    expect(await relationshipsOf(partner.partnerId)).toBe(1);
  });
});

describe.each(["accept", "decline", "report", "see", "requestCode"] as const)(
  "a link with which someone wants to %s",
  (act) => {
    const isRefusal = act === "decline" || act === "report";
    it(`${isRefusal ? "still declines" : "does nothing any more"} once its partner is frozen, even between load and save`, async () => {
      const partner = await product().partner();
      const { id, customer } = await partner.invite();
      product().store.before("TransactWriteItems", () => product().setPartner(partner.partnerId, { frozen: true }));
      if (isRefusal) expect(await customer[act]()).toBe("done");
      else expect((await refused(customer[act]())).kind).toBe("partner-frozen");
      expect((await stateOf(id)).status).toBe(isRefusal ? "declined" : "pending");
    });

    it("is unknown once its partner took all links back, even between load and save", async () => {
      const partner = await product().partner();
      const { id, customer } = await partner.invite();
      product().store.before("TransactWriteItems", () => product().setPartner(partner.partnerId, { linkEpoch: 2 }));
      expect((await refused(customer[act]())).kind).toBe("not-found");
      expect((await stateOf(id)).version).toBe(2);
    });
  },
);
