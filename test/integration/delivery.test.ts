import { describe, expect, it } from "vitest";
import { recordDelivery } from "../../shared/delivery/commands/record-delivery.ts";
import { readDraft } from "../../shared/invitation/reads/read-draft.ts";
import type { MailReport } from "../../shared/delivery/model.ts";
import { later, now } from "../support/builders/fixed-clock.ts";
import { openOffice, refused } from "../support/office.ts";

const office = openOffice();

const report = (id: string, outcome: MailReport["outcome"], named: Partial<MailReport> = {}): Promise<boolean> =>
  recordDelivery(
    office(),
    id,
    { outcome, mailSequence: 2, linkVersion: 1, at: later({ minutes: 1 }), reason: null, messageId: null, ...named },
    { now, actor: { kind: "system", id: "ses" }, correlationId: "c", causationId: null },
  );
describe("a mail's way", () => {
  it("is told in order, whatever the order of the reports, and repeats change nothing", async () => {
    const desk = await office().desk();
    const { id, version } = (await desk.create()).reading;
    const changed: boolean[] = [];
    for (const outcome of ["delayed", "delivered", "sent", "delayed", "delivered", "sent"] as const) {
      changed.push(await report(id, outcome));
    }
    // That it was delayed says that it was taken, so that "sent" is nothing new.
    expect(changed).toEqual([true, true, false, false, false, false]);
    const { delivery, invitation } = await desk.read(id);
    expect(delivery).toMatchObject({ status: "delivered", version: 3 });
    expect(invitation.version).toBe(version);
  });

  it("is told once when two say the same at the same moment, and fully when they say different things", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    office().store.before("TransactWriteItems", () => report(id, "sent"));
    expect(await report(id, "sent")).toBe(false);
    office().store.before("TransactWriteItems", () => report(id, "delivered"));
    expect(await report(id, "bounced")).toBe(true);
    expect((await desk.read(id)).delivery).toMatchObject({ status: "bounced", version: 3 });
  });

  it("is not touched by reports about a mail that it has forgotten, of another link, or of no invitation", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    expect(await report(id, "bounced", { mailSequence: 1 })).toBe(false);
    expect(await report(id, "bounced", { linkVersion: 2 })).toBe(false);
    expect(await report("inv_01JD0000000000000000000009", "bounced")).toBe(false);
    expect(await report("nonsense", "bounced")).toBe(false);
    expect((await desk.read(id)).delivery).toBeNull();
  });

  it("does not make an answer stale that comes at the same moment", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    const customer = await office().customer(id);
    office().store.before("TransactWriteItems", () => report(id, "delivered"));
    expect(await office().store.requests(() => customer.accept())).toMatchObject({ TransactWriteItems: 2 });
    expect((await desk.read(id)).invitation.status).toBe("accepted");
  });
});

it("every reading of a self-sent draft is in the history, also two at once", async () => {
  const desk = await office().desk();
  const { id } = (await desk.create({ send: "self" })).reading;
  const read = () => readDraft(office(), id, desk.cause());
  office().store.before("TransactWriteItems", read);
  expect(await read()).toEqual(await read());
  expect((await desk.read(id)).delivery).toMatchObject({ version: 3, status: null });
});

it("what Rapport mails has no draft, whatever its status, and what is not sent has none yet", async () => {
  const desk = await office().desk();
  const read = (id: string) => refused(readDraft(office(), id, desk.cause()));
  const { id } = (await desk.create()).reading;
  expect((await read(id)).kind).toBe("mailed-invitation");
  await desk.cancel(id);
  expect((await read(id)).kind).toBe("mailed-invitation");
  const draft = (await desk.create({ send: null })).reading;
  expect(await read(draft.id)).toMatchObject({ kind: "wrong-state", members: { invitationStatus: "draft" } });
});

it("(A7) a draft whose link was taken back is refused until it goes out by a new one, and no reading is noted", async () => {
  const desk = await office().desk();
  const { id } = (await desk.create({ send: "self" })).reading;
  await office().setPartner(desk.partnerId, { linkEpoch: 2 });
  expect((await refused(readDraft(office(), id, desk.cause()))).kind).toBe("link-revoked");
  expect((await desk.read(id)).delivery).toBeNull();
  const { draft } = await desk.resend(id);
  expect((await readDraft(office(), id, desk.cause())).link).toBe(draft?.link);
});
