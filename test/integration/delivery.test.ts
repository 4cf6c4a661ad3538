import { describe, expect, it } from "vitest";
import type { MailReport } from "../../shared/delivery/model.ts";
import { later } from "../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../actors/product.ts";

const product = openProduct();

const report = (id: string, outcome: MailReport["outcome"], named: Partial<MailReport> = {}): Promise<boolean> =>
  product().mailService.report(id, outcome, { mailSequence: 2, linkVersion: 1, at: later({ minutes: 1 }), ...named });

describe("the delivery of a mail", () => {
  it("is recorded once for two identical concurrent reports, and in full for different ones", async () => {
    const partner = await product().partner();
    const { id } = await partner.create();
    product().store.before("TransactWriteItems", () => report(id, "sent"));
    expect(await report(id, "sent")).toBe(false);
    product().store.before("TransactWriteItems", () => report(id, "delivered"));
    expect(await report(id, "bounced")).toBe(true);
    expect((await partner.read(id)).delivery).toMatchObject({ status: "bounced", version: 3 });
  });

  it("is not changed by reports about a forgotten mail, another link or no invitation", async () => {
    const partner = await product().partner();
    const { id } = await partner.create();
    expect(await report(id, "bounced", { mailSequence: 1 })).toBe(false);
    expect(await report(id, "bounced", { linkVersion: 2 })).toBe(false);
    expect(await report("inv_01JD0000000000000000000009", "bounced")).toBe(false);
    expect(await report("nonsense", "bounced")).toBe(false);
    expect((await partner.read(id)).delivery).toBeNull();
  });

  it("does not make a concurrent answer fail", async () => {
    const partner = await product().partner();
    const { id, customer } = await partner.invite();
    product().store.before("TransactWriteItems", () => report(id, "delivered"));
    expect(await product().store.requests(() => customer.accept())).toMatchObject({ TransactWriteItems: 2 });
    expect((await partner.read(id)).invitation.status).toBe("accepted");
  });
});

it("every read of a hand-sent mail's draft is in the history, even two at once", async () => {
  const partner = await product().partner();
  const { id } = await partner.create({ send: "self" });
  const read = () => partner.draft(id);
  product().store.before("TransactWriteItems", read);
  expect(await read()).toEqual(await read());
  expect((await partner.read(id)).delivery).toMatchObject({ version: 3, status: null });
});

it("an invitation that Rapport mails, or that is not yet sent, has no mail draft", async () => {
  const partner = await product().partner();
  const read = (id: string) => refused(partner.draft(id));
  const { id } = await partner.create();
  expect((await read(id)).kind).toBe("mailed-invitation");
  await partner.cancel(id);
  expect((await read(id)).kind).toBe("mailed-invitation");
  const draft = (await partner.create({ send: null })).reading;
  expect(await read(draft.id)).toMatchObject({ kind: "wrong-state", members: { invitationStatus: "draft" } });
});

it("a mail draft whose link was revoked is refused until it is resent with a new link, and no read is recorded", async () => {
  const partner = await product().partner();
  const { id } = await partner.create({ send: "self" });
  await product().setPartner(partner.partnerId, { linkEpoch: 2 });
  expect((await refused(partner.draft(id))).kind).toBe("link-revoked");
  expect((await partner.read(id)).delivery).toBeNull();
  const { draft } = await partner.resend(id);
  expect((await partner.draft(id)).link).toBe(draft?.link);
});
