import { describe, expect, it } from "vitest";
import { annotateInvitation } from "../../../shared/invitation/commands/annotate-invitation.ts";
import { readHistoryPage } from "../../../shared/events/read-history.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { present } from "../../../shared/table/places.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openOffice, refused } from "../../support/office.ts";

const office = openOffice();

const typesOf = async (id: string): Promise<string[]> =>
  (await readHistoryPage(office(), id, { limit: 100 })).items.map(({ type }) => type);
const statusOf = async (id: string): Promise<string> =>
  (await office().table.read(present(invitationPlace(id)))).status;

describe("an invitation", () => {
  it("is a draft, edited, sent and cancelled, with an event for each", async () => {
    const desk = await office().desk();
    const { reading } = await desk.create({ send: null });
    await desk.edit(reading.id, { permissions: [] }, [reading.version]);
    const sent = await desk.send(reading.id, "email");
    expect(sent.reading).toMatchObject({ status: "pending", version: 3, permissions: [] });
    await desk.cancel(reading.id);
    expect(await statusOf(reading.id)).toBe("cancelled");
    expect(await typesOf(reading.id)).toEqual([
      "InvitationCreated",
      "InvitationEdited",
      "InvitationIssued",
      "InvitationCancelled",
    ]);
  });

  it("that is created and sent at once takes one read, three counters and one transaction", async () => {
    const desk = await office().desk();
    const notes = { reference: "ticket 42", tags: ["spring"] };
    expect(await office().store.requests(() => desk.create({ notes }, { claim: desk.claim() }))).toEqual({
      BatchGetItem: 1,
      UpdateItem: 3,
      TransactWriteItems: 1,
    });
  });

  it("is edited only at the version that was read, even when another edit comes between", async () => {
    const desk = await office().desk();
    const { reading } = await desk.create({ send: null });
    office().store.before("TransactWriteItems", () => desk.edit(reading.id, { duration: "P30D" }, [1]));
    expect((await refused(desk.edit(reading.id, { duration: "P60D" }, [1]))).kind).toBe("stale");
    expect((await desk.read(reading.id)).invitation.terms.duration).toBe("P30D");
  });

  it("is sent, sent again, sent elsewhere and cancelled only as it was seen, if the caller says how", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ send: null })).reading;
    await desk.edit(id, { permissions: [] }, [1]);
    const stale = { expected: [1] };
    expect((await refused(desk.send(id, "email", stale))).kind).toBe("stale");
    expect((await refused(desk.cancel(id, stale))).kind).toBe("stale");
    expect(await statusOf(id)).toBe("draft");
    await desk.send(id, "email", { expected: [2] });
    await desk.mailed(id, { outcome: "delivered" });
    expect((await refused(desk.resend(id, { expected: [2] }))).kind).toBe("stale");
    expect((await refused(desk.correctAddress(id, "other@seen.example", { expected: [2] }))).kind).toBe("stale");
    // What became of the mail is no change of what was seen.
    const { version } = (await desk.resend(id, { expected: [3] })).reading;
    await desk.cancel(id, { expected: [version] });
    expect(await statusOf(id)).toBe("cancelled");
  });

  it("is opened again only as it was seen, if the caller says how", async () => {
    const desk = await office().desk();
    const { id, version } = (await desk.create({ expiresIn: "P1D" })).reading;
    const at = later({ days: 2 });
    expect((await refused(desk.renew(id, { at, expected: [version + 1] }))).kind).toBe("stale");
    expect((await desk.renew(id, { at, expected: [version] })).reading.status).toBe("pending");
  });

  it("gives who repeats a request under its key the first answer, though what was seen then has changed by it", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ send: null })).reading;
    const occasion = { claim: desk.claim({ route: `POST /v1/invitations/${id}/send` }), expected: [1] };
    const first = await desk.send(id, "email", occasion);
    expect(await desk.send(id, "email", occasion)).toMatchObject({ replayed: true, reading: first.reading });
  });

  it("loses no note of two that are written at once by who says what was read", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    const note = (tag: string) => annotateInvitation(office(), id, { tags: [tag] }, desk.cause(), [0]);
    office().store.before("TransactWriteItems", () => note("first"));
    expect((await refused(note("second"))).kind).toBe("stale");
    expect((await desk.read(id)).notes).toMatchObject({ version: 1, tags: ["first"] });
  });

  it("(A11) keeps both of two notes that are written at once", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    const note = (input: object) => annotateInvitation(office(), id, input, desk.cause());
    office().store.before("TransactWriteItems", () => note({ reference: "ticket 1" }));
    await note({ notes: "Called them." });
    expect((await desk.read(id)).notes).toMatchObject({ version: 2, reference: "ticket 1", notes: "Called them." });
  });

  it("of a frozen partner stays a draft", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ send: null })).reading;
    await office().setPartner(desk.partnerId, { frozen: true });
    expect((await refused(desk.send(id, "email"))).kind).toBe("partner-frozen");
    expect((await refused(desk.create())).kind).toBe("partner-frozen");
    expect(await statusOf(id)).toBe("draft");
  });
});

describe("of two invitations to one address", () => {
  const email = "Race@Fabrikam.example";

  it("one wins and the other is told who, when both are created at the same moment", async () => {
    const desk = await office().desk();
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => desk.create({ email })));
    const won = outcomes.filter((outcome) => outcome.status === "fulfilled");
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");
    expect([won.length, lost.length]).toEqual([1, 3]);
    for (const { reason } of lost) {
      expect(reason).toMatchObject({
        kind: "open-invitation-exists",
        members: { invitationId: won[0]?.value.reading.id },
      });
    }
  });

  it("the slower is refused although it saw no lock", async () => {
    const desk = await office().desk();
    let first = "";
    office().store.before("TransactWriteItems", async () => (first = (await desk.create({ email })).reading.id));
    const refusal = await refused(desk.create({ email: "race@fabrikam.example " }));
    expect(refusal).toMatchObject({ kind: "open-invitation-exists", members: { invitationId: first } });
  });

  it("the slower is refused when drafts are sent", async () => {
    const desk = await office().desk();
    const [a, b] = [await desk.create({ email, send: null }), await desk.create({ email, send: null })];
    office().store.before("TransactWriteItems", () => desk.send(a.reading.id, "self"));
    expect((await refused(desk.send(b.reading.id, "email"))).members).toEqual({ invitationId: a.reading.id });
  });

  it("both live when the type differs, when the partner differs, and when the first was cancelled", async () => {
    const [desk, other] = [await office().desk(), await office().desk()];
    const first = await desk.create({ email });
    await desk.create({ email, relationship: "advisor" });
    await other.create({ email });
    await desk.cancel(first.reading.id);
    expect((await desk.create({ email })).reading.status).toBe("pending");
  });
});

describe("an overdue invitation", () => {
  const email = "late@fabrikam.example";
  const after = later({ days: 1 });

  it("gives its lock to the next one, and is expired with its event in the same write", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ email, expiresIn: "P1D" })).reading;
    expect((await refused(desk.create({ email }, { at: later({ ms: -1 }, after) }))).kind).toBe(
      "open-invitation-exists",
    );
    const requests = await office().store.requests(() => desk.create({ email }, { at: after }));
    expect(requests).toEqual({ BatchGetItem: 2, UpdateItem: 2, TransactWriteItems: 1 });
    expect(await statusOf(id)).toBe("expired");
    const { items } = await readHistoryPage(office(), id, { limit: 100 });
    expect(items.at(-1)).toMatchObject({ type: "InvitationExpired", metadata: { actor: { kind: "system" } } });
  });

  it("is refused as an expired one by whatever does not fit it", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ email, expiresIn: "P1D" })).reading;
    const acts = [() => desk.send(id, "email", { at: after }), () => desk.resend(id, { at: after })];
    for (const act of acts) expect((await refused(act())).members).toMatchObject({ invitationStatus: "expired" });
  });

  it("gives its lock to one only, when two come for it at once", async () => {
    const desk = await office().desk();
    await desk.create({ email, expiresIn: "P1D" });
    let first = "";
    office().store.before(
      "TransactWriteItems",
      async () => (first = (await desk.create({ email }, { at: after })).reading.id),
    );
    const refusal = await refused(desk.create({ email }, { at: after }));
    expect(refusal.members).toEqual({ invitationId: first });
  });
});

it("what changes nothing raises no version and writes no event", async () => {
  const desk = await office().desk();
  const message = { subject: "Hi", text: "{{link}}" };
  const { reading } = await desk.create({ send: null, message, notes: { tags: ["spring"] } });
  const act = async () => {
    for (const same of [{}, { message: { text: message.text, subject: message.subject } }])
      expect((await desk.edit(reading.id, same, [1])).reading).toEqual(reading);
    for (const same of [{}, { tags: ["spring", "spring"] }])
      expect((await desk.note(reading.id, same)).notes.version).toBe(1);
  };
  expect(await office().store.requests(act)).toEqual({ BatchGetItem: 6 });
});
