import { describe, expect, it } from "vitest";
import { annotateInvitation } from "../../../shared/invitation/commands/annotate-invitation.ts";
import { readHistoryPage } from "../../../shared/events/read-history.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();

const statusOf = async (id: string): Promise<string> => (await product().storedInvitation(id)).status;

describe("an invitation", () => {
  it("is edited only at the version that was read, even when another edit comes between", async () => {
    const partner = await product().partner();
    const { reading } = await partner.create({ send: null });
    product().store.before("TransactWriteItems", () => partner.edit(reading.id, { duration: "P30D" }, [1]));
    expect((await refused(partner.edit(reading.id, { duration: "P60D" }, [1]))).kind).toBe("stale");
    expect((await partner.read(reading.id)).invitation.terms.duration).toBe("P30D");
  });

  it("is sent, resent, corrected and cancelled only at the version in If-Match", async () => {
    const partner = await product().partner();
    const { id } = await partner.create({ send: null });
    await partner.edit(id, { permissions: [] }, [1]);
    const stale = { expected: [1] };
    expect((await refused(partner.send(id, "email", stale))).kind).toBe("stale");
    expect((await refused(partner.cancel(id, stale))).kind).toBe("stale");
    expect(await statusOf(id)).toBe("draft");
    await partner.send(id, "email", { expected: [2] });
    await product().mailService.report(id, "delivered");
    expect((await refused(partner.resend(id, { expected: [2] }))).kind).toBe("stale");
    expect((await refused(partner.correctAddress(id, "other@seen.example", { expected: [2] }))).kind).toBe("stale");
    // What became of the mail is no change of what was seen.
    const { version } = (await partner.resend(id, { expected: [3] })).reading;
    await partner.cancel(id, { expected: [version] });
    expect(await statusOf(id)).toBe("cancelled");
  });

  it("is renewed only at the version in If-Match", async () => {
    const partner = await product().partner();
    const { id, version } = (await partner.create({ expiresIn: "P1D" })).reading;
    const at = later({ days: 2 });
    expect((await refused(partner.renew(id, { at, expected: [version + 1] }))).kind).toBe("stale");
    expect((await partner.renew(id, { at, expected: [version] })).reading.status).toBe("pending");
  });

  it("refuses the later of two concurrent notes with the same If-Match", async () => {
    const partner = await product().partner();
    const { id } = await partner.create();
    const note = (tag: string) => annotateInvitation(product(), id, { tags: [tag] }, partner.cause(), [0]);
    product().store.before("TransactWriteItems", () => note("first"));
    expect((await refused(note("second"))).kind).toBe("stale");
    expect((await partner.read(id)).notes).toMatchObject({ version: 1, tags: ["first"] });
  });

  it("keeps both of two notes that are written concurrently", async () => {
    const partner = await product().partner();
    const { id } = await partner.create();
    const note = (input: object) => annotateInvitation(product(), id, input, partner.cause());
    product().store.before("TransactWriteItems", () => note({ reference: "ticket 1" }));
    await note({ notes: "Called them." });
    expect((await partner.read(id)).notes).toMatchObject({ version: 2, reference: "ticket 1", notes: "Called them." });
  });
});

describe("of two invitations to one address", () => {
  const email = "Race@Fabrikam.example";

  it("the slower is refused although it saw no lock", async () => {
    const partner = await product().partner();
    let first = "";
    product().store.before("TransactWriteItems", async () => (first = (await partner.create({ email })).id));
    const refusal = await refused(partner.create({ email: "race@fabrikam.example " }));
    expect(refusal).toMatchObject({ kind: "open-invitation-exists", members: { invitationId: first } });
  });

  it("the slower is refused when drafts are sent", async () => {
    const partner = await product().partner();
    const [a, b] = [await partner.create({ email, send: null }), await partner.create({ email, send: null })];
    product().store.before("TransactWriteItems", () => partner.send(a.reading.id, "self"));
    expect((await refused(partner.send(b.reading.id, "email"))).members).toEqual({ invitationId: a.reading.id });
  });

  it("both stay open when the type differs, when the partner differs, and when the first was cancelled", async () => {
    const [partner, other] = [await product().partner(), await product().partner()];
    const first = await partner.create({ email });
    await partner.create({ email, relationship: "advisor" });
    await other.create({ email });
    await partner.cancel(first.reading.id);
    expect((await partner.create({ email })).reading.status).toBe("pending");
  });
});

describe("an overdue invitation", () => {
  const email = "late@fabrikam.example";
  const after = later({ days: 1 });

  it("gives its lock to the next invitation, and expires with its event in the same write", async () => {
    const partner = await product().partner();
    const { id } = await partner.create({ email, expiresIn: "P1D" });
    expect((await refused(partner.create({ email }, { at: later({ ms: -1 }, after) }))).kind).toBe(
      "open-invitation-exists",
    );
    const requests = await product().store.requests(() => partner.create({ email }, { at: after }));
    expect(requests).toEqual({ BatchGetItem: 2, BatchWriteItem: 1, UpdateItem: 2, TransactWriteItems: 1 });
    expect(await statusOf(id)).toBe("expired");
    const { items } = await readHistoryPage(product(), id, { limit: 100 });
    expect(items.at(-1)).toMatchObject({ type: "InvitationExpired", metadata: { actor: { kind: "system" } } });
  });

  it("gives its lock to only one of two invitations created at the same moment", async () => {
    const partner = await product().partner();
    await partner.create({ email, expiresIn: "P1D" });
    let first = "";
    product().store.before(
      "TransactWriteItems",
      async () => (first = (await partner.create({ email }, { at: after })).id),
    );
    const refusal = await refused(partner.create({ email }, { at: after }));
    expect(refusal.members).toEqual({ invitationId: first });
  });
});

it("an edit that changes nothing keeps the version and writes no event", async () => {
  const partner = await product().partner();
  const message = { subject: "Hi", text: "{{link}}" };
  const { reading } = await partner.create({ send: null, message, notes: { tags: ["spring"] } });
  const act = async () => {
    for (const same of [{}, { message: { text: message.text, subject: message.subject } }])
      expect((await partner.edit(reading.id, same, [1])).reading).toEqual(reading);
    for (const same of [{}, { tags: ["spring", "spring"] }])
      expect((await partner.note(reading.id, same)).notes.version).toBe(1);
  };
  expect(await product().store.requests(act)).toEqual({ BatchGetItem: 6 });
});
