import { TransactionCanceledException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { codePlace } from "../../../shared/codes/item.ts";
import { keyOf } from "../../../shared/table/keys.ts";
import { present } from "../../../shared/table/places.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { MailService } from "../../actors/mail-service.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
const $metadata = {};
const conflict = () => new TransactionConflictException({ $metadata, message: "Another transaction is at work." });
const cancelled = () =>
  new TransactionCanceledException({
    ...{ $metadata, message: "Cancelled." },
    CancellationReasons: [{ Code: "ValidationError" }],
  });

describe("the parts of an invitation's one item", () => {
  const open = async () => {
    const partner = await product().partner();
    const invited = await partner.invite({ send: "self", notes: { tags: ["spring"] } });
    return { partner, ...invited, mails: new MailService(product()) };
  };
  type Open = Awaited<ReturnType<typeof open>>;
  const writes: Readonly<Record<string, (one: Open) => Promise<unknown>>> = {
    "the partner's notes": ({ partner, id }) => partner.note(id, { reference: "ticket 7" }),
    "a report about its mail": ({ mails, id }) => mails.report(id, "bounced"),
    "the customer's view": ({ customer }) => customer.see(),
  };
  const all = ["the partner's notes", "a report about its mail", "the customer's view"] as const;
  const stateOf = async ({ partner, id }: Open) => {
    const { invitation, delivery, notes } = await partner.read(id);
    return {
      ...{ status: invitation.status, viewedAt: invitation.issue?.viewedAt, reached: delivery?.status },
      ...{ reference: notes.reference, tags: notes.tags },
    };
  };
  const both = { status: "pending", viewedAt: now, reached: "bounced", reference: "ticket 7", tags: ["spring"] };

  it.each(all.flatMap((slower) => all.filter((one) => one !== slower).map((faster) => [slower, faster] as const)))(
    "are kept where %s is written after %s, on what was read before",
    async (slower, faster) => {
      const one = await open();
      product().store.before("TransactWriteItems", () => writes[faster]!(one));
      const requests = await product().store.requests(() => writes[slower]!(one));
      // Neither reads again: each is held to its own version.
      expect(requests.TransactWriteItems).toBe(2);
      for (const other of all) if (other !== slower && other !== faster) await writes[other]!(one);
      expect(await stateOf(one)).toEqual(both);
    },
  );

  it("are all kept where they are written at the same moment", async () => {
    const one = await open();
    await Promise.all(all.map((name) => writes[name]!(one)));
    expect(await stateOf(one)).toEqual(both);
  });

  it("are kept by every later state, and the counted tries of a code too", async () => {
    const one = await open();
    await one.mails.report(one.id, "delivered");
    await one.customer.requestCode();
    expect((await refused(one.customer.accept({ code: "00000000" }))).kind).toBe("code-wrong");
    product().store.before("TransactWriteItems", () => one.partner.note(one.id, { reference: "ticket 7" }));
    expect(await one.customer.accept({ code: await one.customer.code() })).toBe("done");
    expect(await stateOf(one)).toEqual({ ...both, status: "accepted", reached: "delivered" });
    expect((await product().table.read(present(codePlace(one.id)))).tries).toBe(2);
  });

  it("wait for each other where a single update meets a transaction", async () => {
    const one = await open();
    await one.customer.requestCode();
    const waits = product().store.pauses.length;
    product().store.fail("UpdateItem", conflict(), 2);
    expect(await one.customer.accept({ code: await one.customer.code() })).toBe("done");
    expect((await product().table.read(present(codePlace(one.id)))).tries).toBe(1);
    expect(product().store.pauses.length - waits).toBe(2);
  });
});

describe("the entries by which a new invitation is listed", () => {
  const body = { notes: { tags: ["spring", "north"] } };
  const entriesOf = async (partnerId: string): Promise<string[]> =>
    (await product().store.scan())
      .filter(({ entity, PK }) => entity === "list-entry" && String(PK).includes(partnerId))
      .map((item) => keyOf(item).PK.replace(`PTN#${partnerId}#`, "").replace(/#.*/, ""))
      .toSorted();
  const five = ["BY", "INV", "TAG", "TAG", "TO"];

  it("are there with it, each once, and cost one request", async () => {
    const partner = await product().partner();
    const requests = await product().store.requests(() => partner.create(body));
    expect(requests).toMatchObject({ BatchWriteItem: 1, TransactWriteItems: 1 });
    expect(await entriesOf(partner.partnerId)).toEqual(five);
  });

  it("are gone where the invitation was refused after all", async () => {
    const partner = await product().partner();
    const twin = () => partner.create({ ...body, email: "twin@contoso.example" });
    product().store.before("TransactWriteItems", twin);
    expect((await refused(twin())).kind).toBe("open-invitation-exists");
    expect(await entriesOf(partner.partnerId)).toEqual(five);
  });

  it("are gone where DynamoDB refused the invitation", async () => {
    const partner = await product().partner();
    product().store.fail("TransactWriteItems", cancelled());
    await expect(partner.create(body)).rejects.toThrow("Cancelled.");
    expect(await entriesOf(partner.partnerId)).toEqual([]);
  });

  it("show nothing where only they were written, and stay while nobody knows whether the invitation was", async () => {
    const partner = await product().partner();
    product().store.fail("TransactWriteItems", new Error("The table did not answer."));
    const claim = partner.claim();
    const named = { ...body, email: "it@contoso.example" };
    await expect(partner.create(named, { claim })).rejects.toThrow("did not answer");
    expect(await entriesOf(partner.partnerId)).toEqual(five);
    const { id, reading } = await partner.create(named, { claim, at: later({ ms: 1 }) });
    for (const filter of [
      {},
      { tag: "spring" },
      { createdBy: reading.createdBy.id },
      { email: "it@contoso.example" },
    ]) {
      const { items, next } = await partner.list(filter);
      expect([items.map(({ invitation }) => invitation.id), next]).toEqual([[id], null]);
    }
  });

  it("are needed: nothing is written where they cannot be", async () => {
    const partner = await product().partner();
    product().store.fail("BatchWriteItem", new Error("The table did not answer."));
    await expect(partner.create(body)).rejects.toThrow("did not answer");
    expect((await partner.list()).items).toEqual([]);
    expect(await entriesOf(partner.partnerId)).toEqual([]);
  });
});
