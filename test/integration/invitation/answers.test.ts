import { describe, expect, it } from "vitest";
import { readCustomer } from "../../../shared/customer/commands/read-customers.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { customerKeys } from "../../../shared/customer/items/keys.ts";
import { present } from "../../../shared/table/places.ts";
import { eventsIn } from "../../support/audit/table.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openOffice, refused } from "../../support/office.ts";

const office = openOffice();

const stateOf = async (id: string) => await office().table.read(present(invitationPlace(id)));
const relationshipsOf = async (partnerId: string): Promise<number> =>
  eventsIn(await office().store.scan()).filter(
    ({ type, metadata }) => type === "RelationshipEstablished" && metadata.partnerId === partnerId,
  ).length;

describe("accepting", () => {
  it("takes one read, one transaction, and the partner's counter of open ones", async () => {
    const desk = await office().desk();
    const customer = await office().customer((await desk.create()).reading.id);
    expect(await office().store.requests(() => customer.accept())).toEqual({
      BatchGetItem: 1,
      TransactWriteItems: 1,
      UpdateItem: 1,
    });
  });

  it("(C24) makes customer, contact and relationship with what was granted", async () => {
    const desk = await office().desk();
    const organization = { customer: { organization: "Contoso" } };
    const { id } = (await desk.create({ ...organization, email: "ada@contoso.example" })).reading;
    await (await office().customer(id)).accept({ granted: ["office365.admin"], duration: "P90D" });
    const [row] = (await office().table.query({ partition: customerKeys.ofPartner(desk.partnerId, "").PK })).items;
    const known = await readCustomer(office(), desk.partnerId, String(row?.["customerId"]));
    expect(known.customer).toMatchObject({ organization: "Contoso", domain: "contoso.example" });
    expect(known.contacts).toEqual([{ name: "Ada", email: "ada@contoso.example", title: "Head of IT" }]);
    expect(known.relationships[0]?.grants).toMatchObject([
      { permission: "office365.admin", endsAt: later({ days: 90 }) },
    ]);
  });

  it("(C26) twice, or twice at once, happens once and answers the same", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    const customer = await office().customer(id);
    const outcomes = await Promise.all([customer.accept(), customer.accept(), customer.accept()]);
    expect([...outcomes, await customer.accept()]).toEqual(["done", "done", "done", "done"]);
    // Created, issued, viewed, accepted.
    expect((await stateOf(id)).version).toBe(4);
    expect(await relationshipsOf(desk.partnerId)).toBe(1);
  });

  it("names the offer that was shown, and no other", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    const customer = await office().customer(id);
    const refusal = await refused(customer.accept({ offerDigest: `sha256:${"0".repeat(64)}` }));
    expect(refusal.kind).toBe("offer-changed");
    expect((await stateOf(id)).status).toBe("pending");
  });
});

describe.each(["accept", "decline", "report", "view", "requestCode"] as const)(
  "a link with which someone wants to %s",
  (act) => {
    const isRefusal = act === "decline" || act === "report";
    it(`${isRefusal ? "still declines" : "does nothing any more"} once its partner is frozen, even between load and save`, async () => {
      const desk = await office().desk();
      const { id } = (await desk.create()).reading;
      const customer = await office().customer(id);
      office().store.before("TransactWriteItems", () => office().setPartner(desk.partnerId, { frozen: true }));
      if (isRefusal) expect(await customer[act]()).toBe("done");
      else expect((await refused(customer[act]())).kind).toBe("partner-frozen");
      expect((await stateOf(id)).status).toBe(isRefusal ? "declined" : "pending");
    });

    it("is unknown once its partner took all links back, even between load and save", async () => {
      const desk = await office().desk();
      const { id } = (await desk.create()).reading;
      const customer = await office().customer(id);
      office().store.before("TransactWriteItems", () => office().setPartner(desk.partnerId, { linkEpoch: 2 }));
      expect((await refused(customer[act]())).kind).toBe("not-found");
      expect((await stateOf(id)).version).toBe(2);
    });
  },
);
