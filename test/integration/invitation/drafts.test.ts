import { describe, expect, it } from "vitest";
import { editProfile } from "../../../shared/partner/commands/edit-profile.ts";
import { removePermissions } from "../../../shared/relationship/commands/remove-permissions.ts";
import { editStanding } from "../../../shared/partner/commands/supervise-partner.ts";
import type { Desk } from "../../support/desk.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { anActingAdmin } from "../../support/builders/acting-admin.ts";
import { openOffice, refused } from "../../support/office.ts";
import { administratorOf, relationshipOf } from "../../support/relations.ts";

const office = openOffice();

describe("(A2) the draft of a partner whose cloud has changed since", () => {
  const movedTo = async (cloud: string, from = "public") => {
    const desk = await office().desk({ cloud: from });
    const { id } = (await desk.create({ send: null, permissions: ["directory.admin", "office365.admin"] })).reading;
    const optional = (
      await desk.create({ send: null, permissions: ["billing.read", "directory.admin", "office365.admin"] })
    ).reading.id;
    if (from === "public") await desk.edit(optional, { permissions: ["billing.read"] }, "any");
    const { partnerId, ...cause } = desk.cause();
    await editStanding(office(), partnerId, { cloud }, "any", cause);
    return { desk, id, optional };
  };

  it("is held to the rules of the cloud of now, edited or sent", async () => {
    const { desk, optional } = await movedTo("germany");
    const required = ["directory.admin", "office365.admin"];
    const acts = [() => desk.edit(optional, { permissions: [] }, "any"), () => desk.send(optional, "email")];
    for (const act of acts)
      expect(await refused(act())).toMatchObject({ kind: "permissions-required", members: { required } });
  });

  it("goes out with the cloud of now, in the offer as in the invitation", async () => {
    const { desk, id } = await movedTo("germany");
    await desk.send(id, "email");
    const { invitation } = await desk.read(id);
    expect(invitation).toMatchObject({ cloud: "germany", issue: { offer: { cloud: "germany" } } });
  });

  it("may ask for less where the cloud of now requires less", async () => {
    const { desk, id } = await movedTo("public", "germany");
    expect((await desk.edit(id, { permissions: [] }, "any")).reading).toMatchObject({ cloud: "public" });
  });
});

describe("(A10) a draft whose addressee changes", () => {
  const permissions = ["users.admin"];
  /** A customer who has the relationship, and took its permissions back. */
  async function aCustomerWithout(desk: Desk, email: string): Promise<string> {
    const { id } = (await desk.create({ email, permissions })).reading;
    await (await office().customer(id)).accept();
    const { id: relationshipId, customerId } = await relationshipOf(office(), id);
    await removePermissions(
      office(),
      { relationshipId, permissions: "all" },
      await administratorOf(office(), customerId, later({})),
    );
    return relationshipId;
  }

  it("asks whom it now asks: for permissions again, or for a new relationship", async () => {
    const desk = await office().desk();
    const relationshipId = await aCustomerWithout(desk, "it@known.example");
    const { id } = (await desk.create({ send: null, permissions })).reading;
    const toKnown = await desk.edit(id, { customer: { email: "it@known.example" } }, "any");
    expect(toKnown.reading.relationshipId).toBe(relationshipId);
    expect((await refused(desk.edit(id, { permissions: [] }, "any"))).kind).toBe("relationship-exists");
    const toStranger = await desk.edit(id, { customer: { email: "it@stranger.example" } }, "any");
    expect(toStranger.reading.relationshipId).toBeNull();
  });
});

describe("(A3) the message of a draft whose language changes", () => {
  const messages = {
    it: { subject: "Richiesta", text: "Ecco: {{link}}" },
    en: { subject: "Request", text: "Here: {{link}}" },
  };
  async function aDraft(message?: { subject: string; text: string }) {
    const desk = await office().desk();
    await editProfile(office(), { defaults: { messages } }, "any", await anActingAdmin(office(), desk));
    const { id } = (await desk.create({ send: null, customer: { locale: "it" }, ...(message && { message }) })).reading;
    return { id, desk };
  }
  const messageIn = async ({ id, desk }: Awaited<ReturnType<typeof aDraft>>, locale: string) =>
    (await desk.edit(id, { customer: { locale } }, "any")).reading.message;

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
