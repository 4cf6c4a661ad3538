import { describe, expect, it } from "vitest";
import {
  readRequest,
  readRequests,
  readRequestsForCustomer,
} from "../../shared/support/commands/read-support-requests.ts";
import { erasedText } from "../../shared/kernel/personal.ts";
import { openProduct, refused } from "../actors/product.ts";
import { aKnownPerson, email, mentions } from "../support/builders/a-known-person.ts";
import { later, now } from "../support/builders/fixed-clock.ts";

const product = openProduct({ eachTest: true });
const page = { limit: 25, cursor: null };
const at = later({ days: 1 });

async function aRequest() {
  const partner = await product().partner();
  const connected = await partner.connect();
  const { request } = await partner.openSupport(connected.customerId);
  return { partner, ...connected, request };
}

describe("a support request", () => {
  it("is opened, answered, opened again and closed, and keeps every message", async () => {
    const { partner, request } = await aRequest();
    const { id } = request;
    await partner.writeSupport(id, "Every mailbox.", { at });
    await product().operator.answerSupport(id, "Check again.", at);
    await product().operator.answerSupport(id, "A queue was full.", at);
    const reopened = await partner.writeSupport(id, "It is better.", { at });
    expect(reopened.request).toMatchObject({ status: "open", messageCount: 5 });
    expect(reopened.request).toEqual(await readRequest(product().table, id, partner));
    const closed = await product().operator.closeSupport(id, at);
    expect(closed.request).toMatchObject({ status: "closed", closedBy: "operator", version: 6 });
    expect(closed.request.messages.map(({ number, by, text }) => [number, by, text])).toEqual([
      [1, "partner", "They are late."],
      [2, "partner", "Every mailbox."],
      [3, "operator", "Check again."],
      [4, "operator", "A queue was full."],
      [5, "partner", "It is better."],
    ]);
    expect((await product().typesOf(id)).map((type) => type.replace("SupportRequest", ""))).toEqual([
      ...["Opened", "Continued", "Answered", "Answered", "Reopened", "Closed"],
    ]);
    expect((await partner.closeSupport(id, { at })).request).toEqual(closed.request);
  });

  it("is answered with the first answer when the same request comes again", async () => {
    const { partner, customerId } = await aRequest();
    const claim = partner.claim();
    const opened = await partner.openSupport(customerId, {}, { claim });
    const written = await partner.writeSupport(opened.request.id, "More.", { claim: { ...claim, key: "key-2" }, at });
    await product().operator.answerSupport(opened.request.id, "Solved.", at);
    const again = await partner.openSupport(customerId, {}, { claim });
    expect(again).toEqual({ request: opened.request, replayed: true });
    expect(await partner.writeSupport(opened.request.id, "More.", { claim: { ...claim, key: "key-2" }, at })).toEqual({
      ...{ request: written.request, replayed: true },
    });
  });

  it("can be opened without permissions, and neither for a stranger nor after the end", async () => {
    const { partner, customerId, relationshipId, administrator, request } = await aRequest();
    await administrator.removePermissions(relationshipId);
    expect((await partner.openSupport(customerId)).request.status).toBe("open");
    const stranger = await product().partner();
    expect(await refused(stranger.openSupport(customerId))).toMatchObject({ kind: "not-found" });
    expect(await refused(stranger.writeSupport(request.id, "Hello"))).toMatchObject({ kind: "not-found" });
    expect(await refused(readRequest(product().table, request.id, stranger))).toMatchObject({ kind: "not-found" });
    await administrator.endRelationship(relationshipId);
    expect(await refused(partner.openSupport(customerId))).toMatchObject({ kind: "relationship-ended" });
    expect((await partner.writeSupport(request.id, "Still late.")).request).toMatchObject({ messageCount: 2 });
  });

  it("is not opened when the relationship ends at the same moment", async () => {
    const { partner, customerId, relationshipId, administrator } = await aRequest();
    product().store.before("TransactWriteItems", () => administrator.endRelationship(relationshipId));
    expect(await refused(partner.openSupport(customerId))).toMatchObject({ kind: "relationship-ended" });
  });

  it("takes nothing from a frozen partner but its close", async () => {
    const { partner, customerId, request } = await aRequest();
    await product().setPartner(partner.partnerId, { frozen: true });
    expect(await refused(partner.openSupport(customerId))).toMatchObject({ kind: "partner-frozen" });
    expect(await refused(partner.writeSupport(request.id, "More."))).toMatchObject({ kind: "partner-frozen" });
    expect((await partner.closeSupport(request.id)).request).toMatchObject({ status: "closed" });
  });

  it("keeps both messages that are written at the same moment", async () => {
    const { partner, request } = await aRequest();
    product().store.before("TransactWriteItems", () => product().operator.answerSupport(request.id, "Solved."));
    const { request: after } = await partner.writeSupport(request.id, "More.");
    expect(after).toMatchObject({ status: "open", messages: [{ number: 1 }, { by: "operator" }, { by: "partner" }] });
  });

  it("refuses a change that was made for an older version", async () => {
    const { partner, request } = await aRequest();
    await partner.writeSupport(request.id, "More.", { expected: [1] });
    expect(await refused(partner.closeSupport(request.id, { expected: [1] }))).toMatchObject({ kind: "stale" });
  });
});

describe("lists of support requests", () => {
  it("have the newest first, page by page, each request once", async () => {
    const { partner, customerId, request: first } = await aRequest();
    const others: string[] = [];
    for (let n = 0; n < 4; n++) others.push((await partner.openSupport(customerId)).request.id);
    await product().operator.answerSupport(others[0]!, "Solved.", at);
    await partner.closeSupport(others[1]!, { at });
    const all = [first.id, ...others].reverse();
    const idsOf = async (
      read: (cursor: string | null) => Promise<{ items: { id: string }[]; next: string | null }>,
    ) => {
      const found: string[] = [];
      for (let cursor: string | null = null; ;) {
        const { items, next } = await read(cursor);
        found.push(...items.map(({ id }) => id));
        if (next === null) return found;
        cursor = next;
      }
    };
    const { table } = product();
    const { partnerId } = partner;
    expect(await idsOf((cursor) => readRequests({ table }, partnerId, { limit: 2, cursor }))).toEqual(all);
    expect(await idsOf((cursor) => readRequests({ table }, null, { limit: 2, cursor }))).toEqual(all);
    expect(await idsOf((cursor) => readRequestsForCustomer({ table }, customerId, { limit: 2, cursor }))).toEqual(all);
    const status = ["closed", "answered"] as const;
    expect(await idsOf((cursor) => readRequests({ table }, partnerId, { limit: 1, cursor, status }))).toEqual(
      all.filter((id) => id === others[0] || id === others[1]),
    );
    const stranger = await product().partner();
    expect(await readRequests({ table }, stranger.partnerId, page)).toEqual({ items: [], next: null });
  });
});

describe("an erasure", () => {
  it("takes a person out of subjects and messages, which stay readable", async () => {
    const { contoso, customerId } = await aKnownPerson(product());
    const named = { subject: `Mails of ${email}`, text: `${email} gets none.` };
    const { request } = await contoso.openSupport(customerId, named);
    await contoso.writeSupport(request.id, "Nobody is named here.");
    await product().operator.askForData({ kind: "erasure", email }, { at: now });
    await product().fulfilDataRequests(now);
    expect(mentions(await product().store.scan())).toEqual([]);
    const found = await readRequest(product().table, request.id, contoso);
    expect(found).toMatchObject({
      subject: erasedText,
      messages: [{ text: erasedText }, { text: "Nobody is named here." }],
    });
  });
});
