import { describe, expect, it } from "vitest";
import type { InvitationAnswer } from "../../../shared/invitation/commands/invitation-answer.ts";
import { registerPartner } from "../../../shared/partner/commands/supervise-partner.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
/** The answer that an equal request gets: the first one, which is not counted again, so that it tells of no quota. */
const replayOf = (first: InvitationAnswer) => ({ ...first, replayed: true, quotas: undefined });

describe("a request with an Idempotency-Key", () => {
  it("gets the first answer again after the invitation has changed", async () => {
    const partner = await product().partner();
    const context = { claim: partner.claim() };
    const notes = { tags: ["spring"] };
    const first = await partner.create({ email: "a@contoso.example", notes }, context);
    await (await product().customer(first.reading.id)).decline();
    await partner.note(first.reading.id, { reference: "ticket 2", tags: ["autumn"] });
    const again = await partner.create({ email: "a@contoso.example", notes }, { ...context, at: later({ hours: 23 }) });
    expect(again).toEqual(replayOf(first));
    expect(first.replayed).toBe(false);
  });

  it("gets the mail draft again, which is rebuilt and not stored", async () => {
    const partner = await product().partner();
    const context = { claim: partner.claim() };
    const first = await partner.create({ send: "self", email: "a@contoso.example" }, context);
    const again = await partner.create({ send: "self", email: "a@contoso.example" }, context);
    expect(first.draft?.link).toMatch(/^https:\/\/rapport\.example\/i\/inv_/);
    expect(again.draft?.link).toBe(first.draft?.link);
  });

  it("gets no mail draft once the link is revoked", async () => {
    const partner = await product().partner();
    const create = () => partner.create({ send: "self", email: "a@contoso.example" }, { claim: partner.claim() });
    await create();
    await product().setPartner(partner.partnerId, { linkEpoch: 2 });
    expect(await create()).toMatchObject({ replayed: true, draft: null });
  });

  it("creates one invitation when it arrives several times at once, and always gets the same answer", async () => {
    const partner = await product().partner();
    const twin = () => partner.create({ email: "twin@contoso.example" }, { claim: partner.claim() });
    const answers = await Promise.all([twin(), twin(), twin(), twin()]);
    expect(new Set(answers.map(({ reading }) => reading.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect((await partner.list()).items).toHaveLength(1);
  });

  it("gets the first answer to sending and cancelling instead of a refusal", async () => {
    const partner = await product().partner();
    const message = { subject: "Hello", text: "Please look: {{link}}" };
    const { id } = await partner.create({ send: null, message });
    const sending = { claim: partner.claim({ route: `POST /v1/invitations/${id}/send` }) };
    const cancelling = { claim: partner.claim({ route: `POST /v1/invitations/${id}/cancel` }) };
    const sent = await partner.send(id, "email", sending);
    const cancelled = await partner.cancel(id, cancelling);
    expect(await partner.send(id, "email", sending)).toEqual(replayOf(sent));
    expect(await partner.cancel(id, cancelling)).toEqual(replayOf(cancelled));
    expect((await refused(partner.cancel(id))).kind).toBe("wrong-state");
  });

  it("registers one partner when it arrives twice at once", async () => {
    const claim = { partnerId: "operator", route: "POST /v1/operator/partners", key: "key-1", bodyHash: "body-1" };
    const input = { displayName: "Twin", kind: "direct-reseller", cloud: "public", locale: "en" } as const;
    const whole = { ...input, replyTo: null, notifications: [], verified: null };
    const cause = (await product().partner()).cause();
    const twin = () => registerPartner(product(), whole, cause, claim);
    product().store.before("TransactWriteItems", twin);
    const { partner, replayed } = await twin();
    expect(replayed).toBe(true);
    expect(await product().table.read(rawPlace(partnerKeys.profile(partner.id)))).toMatchObject({
      displayName: "Twin",
    });
  });
});

it("neither the idempotency key nor the body of a request is stored", async () => {
  const partner = await product().partner();
  await partner.create({}, { claim: partner.claim({ key: "the-callers-own-key" }) });
  expect(JSON.stringify(await product().store.scan())).not.toContain("the-callers-own-key");
});
