import { describe, expect, it } from "vitest";
import { readShown } from "../../infra/commands/shown.ts";
import { readHistory } from "../../shared/events/stored-events.ts";
import { openProduct } from "../actors/product.ts";

const product = openProduct();
const show = (id: string, personal = false) => readShown(product().table, id, { personal });

describe("npm run show", () => {
  it("shows an invitation with its parts and its whole history", async () => {
    const partner = await product().partner();
    const { id, customer } = await partner.invite({
      customer: { organization: "Contoso" },
      email: "ada@contoso.example",
    });
    await customer.accept();
    const shown = await show(id, true);
    expect(shown).toMatchObject({ id, parts: { invitation: { status: "accepted" }, delivery: {}, notes: {} } });
    expect(shown?.history).toEqual(await readHistory(product().table, id));
    expect(JSON.stringify(shown)).toContain("ada@contoso.example");
  });

  it("leaves personal data out unless it is asked for, and keeps the rest", async () => {
    const partner = await product().partner();
    const words = { subject: "Dear Ada", text: "Please accept {{link}}" };
    const { id, customer } = await partner.invite({ email: "ada@fabrikam.example", message: words });
    await customer.accept();
    const { relationshipId } = await product().storedInvitation(id);
    const { customerId } = await product().storedRelationship(String(relationshipId));
    for (const one of [id, String(relationshipId), customerId, partner.partnerId]) {
      const shown = await show(one);
      expect(JSON.stringify(shown)).not.toMatch(/@|Dear Ada|Please accept/);
      expect(Object.values(shown?.parts ?? {})[0]).toMatchObject({ id: one, version: expect.any(Number) as number });
    }
  });

  it("never shows the number of a code", async () => {
    const partner = await product().partner();
    const { id, customer } = await partner.invite();
    await customer.requestCode();
    expect(JSON.stringify(await show(id, true))).not.toMatch(/"kid"|"tries"/);
  });

  it("shows nothing for an id that nobody has, and for what is no id", async () => {
    expect(await show("inv_01JD0000000000000000000009")).toBeNull();
    expect(await show("tpl_01JD0000000000000000000001")).toBeNull();
    expect(await show("inv_")).toBeNull();
  });

  it("says what cannot be read and shows the rest", async () => {
    const partner = await product().partner();
    const { id } = await partner.invite();
    const [state] = (await product().store.scan()).filter(({ PK, SK }) => PK === `INV#${id}` && SK === "STATE");
    await product().table.set({ PK: `INV#${id}`, SK: "STATE" }, { status: "lost" });
    const shown = await show(id);
    expect(shown?.parts).toMatchObject({
      invitation: { unreadable: expect.stringContaining("status") as string },
      notes: { invitationId: id },
    });
    await product().table.set({ PK: `INV#${id}`, SK: "STATE" }, { status: state?.["status"] });
  });
});
