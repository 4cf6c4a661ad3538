import { describe, expect, it } from "vitest";
import { editProfile } from "../../../shared/partner/commands/edit-profile.ts";
import { editOperatorFields } from "../../../shared/partner/commands/supervise-partner.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import type { Partner } from "../../actors/partner.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();

describe("(A2) the draft of a partner whose cloud has changed since", () => {
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

  it("is held to the rules of the cloud of now, edited or sent", async () => {
    const { partner, optional } = await movedTo("germany");
    const required = ["directory.admin", "office365.admin"];
    const acts = [() => partner.edit(optional, { permissions: [] }, "any"), () => partner.send(optional, "email")];
    for (const act of acts)
      expect(await refused(act())).toMatchObject({ kind: "permissions-required", members: { required } });
  });

  it("goes out with the cloud of now, in the offer as in the invitation", async () => {
    const { partner, id } = await movedTo("germany");
    await partner.send(id, "email");
    const { invitation } = await partner.read(id);
    expect(invitation).toMatchObject({ cloud: "germany", issue: { offer: { cloud: "germany" } } });
  });

  it("may ask for less where the cloud of now requires less", async () => {
    const { partner, id } = await movedTo("public", "germany");
    expect((await partner.edit(id, { permissions: [] }, "any")).reading).toMatchObject({ cloud: "public" });
  });
});

describe("(A10) a draft whose addressee changes", () => {
  const permissions = ["users.admin"];
  /** A customer who has the relationship, and took its permissions back. */
  async function aCustomerWithout(partner: Partner, email: string): Promise<string> {
    const { relationshipId, customerId } = await partner.connect({ email, permissions });
    await (await product().administrator(customerId, { at: later({}) })).removePermissions(relationshipId);
    return relationshipId;
  }

  it("asks whom it now asks: for permissions again, or for a new relationship", async () => {
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

describe("(A3) the message of a draft whose language changes", () => {
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

  it("follows it where it is the partner's default, also to a language without any", async () => {
    const draft = await aDraft();
    expect(await messageIn(draft, "en")).toEqual(messages.en);
    expect(await messageIn(draft, "fr")).toBeNull();
    expect(await messageIn(draft, "it")).toEqual(messages.it);
  });

  it("stays where it was written for this customer", async () => {
    const own = { subject: "Ciao", text: "Per voi: {{link}}" };
    expect(await messageIn(await aDraft(own), "en")).toEqual(own);
  });
});
