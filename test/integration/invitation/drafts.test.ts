import { describe, expect, it } from "vitest";
import { editProfile } from "../../../shared/partner/commands/edit-profile.ts";
import { editOperatorFields } from "../../../shared/partner/commands/supervise-partner.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import type { Partner } from "../../actors/partner.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();

describe("a draft whose partner has since changed cloud", () => {
  const movedTo = async (cloud: string, from = "public") => {
    const partner = await product().partner({ cloud: from });
    const { id } = await partner.create({ send: null, permissions: ["directory.admin", "office365.admin"] });
    const optional = (
      await partner.create({ send: null, permissions: ["billing.read", "directory.admin", "office365.admin"] })
    ).reading.id;
    if (from === "public") await partner.edit(optional, { permissions: ["billing.read"] }, "any");
    const { partnerId, ...cause } = partner.cause();
    await editOperatorFields(product(), partnerId, { cloud }, "any", cause);
    return { partner, id, optional };
  };

  it("must meet the rules of the current cloud when it is edited or sent", async () => {
    const { partner, optional } = await movedTo("germany");
    const required = ["directory.admin", "office365.admin"];
    const acts = [() => partner.edit(optional, { permissions: [] }, "any"), () => partner.send(optional, "email")];
    for (const act of acts)
      expect(await refused(act())).toMatchObject({ kind: "permissions-required", members: { required } });
  });

  it("is sent with the current cloud in the offer and the invitation", async () => {
    const { partner, id } = await movedTo("germany");
    await partner.send(id, "email");
    const { invitation } = await partner.read(id);
    expect(invitation).toMatchObject({ cloud: "germany", issue: { offer: { cloud: "germany" } } });
  });

  it("may ask for fewer permissions when the current cloud requires fewer", async () => {
    const { partner, id } = await movedTo("public", "germany");
    expect((await partner.edit(id, { permissions: [] }, "any")).reading).toMatchObject({ cloud: "public" });
  });
});

describe("a draft whose addressee changes", () => {
  const permissions = ["users.admin"];
  /** A customer who has the relationship, and took its permissions back. */
  async function aCustomerWithout(partner: Partner, email: string): Promise<string> {
    const { relationshipId, customerId } = await partner.connect({ email, permissions });
    await (await product().administrator(customerId, { at: later({}) })).removePermissions(relationshipId);
    return relationshipId;
  }

  it("asks the new addressee for permissions again or for a new relationship", async () => {
    const partner = await product().partner();
    const relationshipId = await aCustomerWithout(partner, "it@known.example");
    const { id } = await partner.create({ send: null, permissions });
    const toKnown = await partner.edit(id, { customer: { email: "it@known.example" } }, "any");
    expect(toKnown.reading.relationshipId).toBe(relationshipId);
    expect((await refused(partner.edit(id, { permissions: [] }, "any"))).kind).toBe("relationship-exists");
    const toStranger = await partner.edit(id, { customer: { email: "it@stranger.example" } }, "any");
    expect(toStranger.reading.relationshipId).toBeNull();
  });
});

describe("the message of a draft whose language changes", () => {
  const messages = {
    it: { subject: "Richiesta", text: "Ecco: {{link}}" },
    en: { subject: "Request", text: "Here: {{link}}" },
  };
  async function aDraft(message?: { subject: string; text: string }) {
    const partner = await product().partner();
    await editProfile(product(), { defaults: { messages } }, "any", await partner.adminCause());
    const { id } = await partner.create({ send: null, customer: { locale: "it" }, ...(message && { message }) });
    return { id, partner };
  }
  const messageIn = async ({ id, partner }: Awaited<ReturnType<typeof aDraft>>, locale: Locale) =>
    (await partner.edit(id, { customer: { locale } }, "any")).reading.message;

  it("changes too when it is the partner's default, even to a language without a message", async () => {
    const draft = await aDraft();
    expect(await messageIn(draft, "en")).toEqual(messages.en);
    expect(await messageIn(draft, "fr")).toBeNull();
    expect(await messageIn(draft, "it")).toEqual(messages.it);
  });

  it("stays the same when it was written for this customer", async () => {
    const own = { subject: "Ciao", text: "Per voi: {{link}}" };
    expect(await messageIn(await aDraft(own), "en")).toEqual(own);
  });
});
