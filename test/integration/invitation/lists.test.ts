import { beforeAll, describe, expect, it } from "vitest";
import { readCustomers } from "../../../shared/customer/commands/read-customers.ts";
import { readHistoryPage } from "../../../shared/events/read-history.ts";
import { listByStarts } from "../../../shared/invitation/items/list-entries.ts";
import { annotateInvitation } from "../../../shared/invitation/commands/annotate-invitation.ts";
import type { Partner } from "../../actors/partner.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openProduct } from "../../actors/product.ts";

const product = openProduct();

let partner: Partner;
/** Ids of one partner's invitations, newest first: three of each kind, mixed. */
let ids: readonly string[];
const kinds = ["draft", "pending", "accepted", "overdue"] as const;
const idsOf = (kind: (typeof kinds)[number]): string[] =>
  ids.filter((_, at) => kinds[kinds.length - 1 - (at % 4)] === kind);

beforeAll(async () => {
  partner = await product().partner();
  const created: string[] = [];
  for (let at = 0; at < 12; at++) {
    const kind = kinds[at % kinds.length];
    const { id } = (
      await partner.create({ send: kind === "draft" ? null : "email", ...(kind === "overdue" && { expiresIn: "P1D" }) })
    ).reading;
    if (kind === "accepted") await (await product().customer(id)).accept();
    created.unshift(id);
  }
  ids = created;
  await (await product().partner()).create();
});

/** All pages one after the other, as ids; none is empty unless it is the last. */
async function pagesOf(whose: Partner, wanted: Parameters<Partner["list"]>[0], at?: Instant): Promise<string[][]> {
  const all: string[][] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Partner["list"]>> = await whose.list({ ...wanted, ...(cursor && { cursor }) }, at);
    expect(page.next === null || page.items.length > 0).toBe(true);
    all.push(page.items.map(({ invitation }) => invitation.id));
    cursor = page.next;
  } while (cursor !== null);
  return all;
}
const pages = (wanted: Parameters<Partner["list"]>[0], at = later({ days: 2 })) => pagesOf(partner, wanted, at);

describe("a partner's invitations", () => {
  it.each([1, 5, 6, 12, 100])("come newest first, each once, in non-empty pages of %i", async (limit) => {
    const all = await pages({ limit });
    expect(all.flat()).toEqual(ids);
    expect(all.map(({ length }) => length)).toEqual(
      Array.from({ length: Math.ceil(12 / limit) }, (_, at) => Math.min(limit, 12 - at * limit)),
    );
  });

  it.each(["draft", "accepted", "pending"] as const)("are found by their current status %s", async (status) => {
    const all = await pages({ status, limit: 2 });
    expect(all.flat()).toEqual(idsOf(status));
    expect(all.map(({ length }) => length)).not.toContain(0);
  });

  it.each([1, 2, 5, 100])("are found by several statuses, newest first, each once, in pages of %i", async (limit) => {
    const either = ids.filter((id) => [...idsOf("draft"), ...idsOf("overdue"), ...idsOf("accepted")].includes(id));
    const status = ["draft", "expired", "accepted", "draft"] as const;
    const all = await pages({ status, limit });
    expect(all.flat()).toEqual(either);
    expect(all.map(({ length }) => length)).not.toContain(0);
  });

  it("are pending exactly until they expire, even if the sweep is late", async () => {
    const open = ids.filter((id) => idsOf("pending").includes(id) || idsOf("overdue").includes(id));
    expect((await pages({ status: "pending" }, later({ days: 1, ms: -1 }))).flat()).toEqual(open);
    expect((await pages({ status: "pending", limit: 1 }, later({ days: 1 }))).flat()).toEqual(idsOf("pending"));
  });

  it("are found as expired from their end on, before and after the sweep writes it", async () => {
    const late = await product().partner();
    const made: string[] = [];
    for (let at = 0; at < 6; at++) {
      made.unshift((await late.create({ expiresIn: at % 2 === 0 ? "P1D" : "P9D" })).id);
    }
    const [, second, , fourth, , sixth] = made;
    const end = later({ days: 1 });
    // Asking for a new link writes the end: this one is expired in the table too.
    await (await product().customer(fourth!)).askForNewLink(end);
    const wanted = { status: "expired" } as const;
    expect((await pagesOf(late, { ...wanted, limit: 1 }, end)).flat()).toEqual([second, fourth, sixth]);
    const before = await late.list({ ...wanted, limit: 10 }, later({ ms: -1 }, end));
    expect(before.items.map(({ invitation }) => invitation.id)).toEqual([fourth]);
    expect(await product().store.requests(() => late.list({ ...wanted, limit: 10 }, end))).toEqual({
      Query: 3,
      BatchGetItem: 1,
    });
  });

  it("take at most four queries a page, however many of them are overdue", async () => {
    const late = await product().partner();
    for (let at = 0; at < 12; at++) await late.create({ expiresIn: "P1D" });
    const { id } = await late.create({ expiresIn: "P60D" });
    for (let at = 0; at < 12; at++) await late.create({ expiresIn: "P1D" });
    const wanted = { status: "pending", limit: 1 } as const;
    const requests = await product().store.requests(() => late.list(wanted, later({ days: 2 })));
    expect(requests.Query).toBeLessThanOrEqual(4);
    expect((await late.list(wanted, later({ days: 2 }))).items.map(({ invitation }) => invitation.id)).toEqual([id]);
  });
});

describe("a partner's invitations", () => {
  const found = async (at: Partner, wanted: Parameters<Partner["list"]>[0]): Promise<string[]> =>
    (await at.list(wanted)).items.map(({ invitation }) => invitation.id);

  const allOf = async (at: Partner, wanted: Parameters<Partner["list"]>[0]): Promise<string[]> =>
    (await pagesOf(at, wanted)).flat();

  it("are found by the tag that their notes have now", async () => {
    const own = await product().partner();
    const tagged = async (...tags: string[]) => (await own.create({ notes: { tags } })).id;
    const [a, b, c] = [await tagged("spring"), await tagged("spring", "VIP"), await tagged("vip")];
    expect(await found(own, { tag: "spring" })).toEqual([b, a]);
    expect([await found(own, { tag: "VIP" }), await found(own, { tag: "vip" })]).toEqual([[b], [c]]);
    await own.note(a, { tags: ["VIP"] });
    await own.note(b, { reference: "ticket 42" });
    expect(await found(own, { tag: "spring" })).toEqual([b]);
    expect(await found(own, { tag: "VIP" })).toEqual([b, a]);
    expect(await found(own, { tag: "none" })).toEqual([]);
    expect(await found(await product().partner(), { tag: "VIP" })).toEqual([]);
  });

  it("are found by their current address after an edit, a correction and a hand-over", async () => {
    const own = await product().partner();
    const address = (name: string): string => `${name}@moved-${own.partnerId.toLowerCase().slice(-8)}.example`;
    const draft = (await own.create({ send: null, email: address("a") })).reading;
    const sent = (await own.create({ send: "self", email: address("a") })).reading;
    expect(await found(own, { email: address("a") })).toEqual([sent.id, draft.id]);

    await own.edit(draft.id, { customer: { email: address("b") } }, [draft.version]);
    await own.edit(draft.id, { duration: "P30D" }, "any");
    await own.correctAddress(sent.id, address("c"));
    expect(await found(own, { email: address("a") })).toEqual([]);
    expect(await found(own, { email: address("b") })).toEqual([draft.id]);
    const customer = await product().customer(sent.id);
    await customer.requestCode();
    await customer.handOver(address("d"), await customer.code());
    expect([await found(own, { email: address("c") }), await found(own, { email: address("d") })]).toEqual([
      [],
      [sent.id],
    ]);
    expect(await found(await product().partner(), { email: address("d") })).toEqual([]);
  });

  it("are found by the start of organisation or address, as they are now, with one query", async () => {
    const own = await product().partner();
    const of = async (organization: string | null, email: string): Promise<string> => {
      const { id, reading } = await own.create({ customer: { organization }, email, send: "self" });
      await listByStarts(product().table, { ...reading, id }, await product().masterKey());
      return id;
    };
    const first = await of("Énergie Nord", "it@strom.example");
    const second = await of(null, "energie@wind.example");
    for (const q of ["en", "Ener", "ENERGIE", "énergie"]) expect(await found(own, { q }), q).toEqual([second, first]);
    for (const q of ["energie nord", "it@st", "it"]) expect(await found(own, { q }), q).toEqual([first]);
    for (const q of ["nord", "energies", "xx", "\u{e9}\u{301}"]) expect(await found(own, { q }), q).toEqual([]);
    expect(await found(own, { q: "en", status: "draft" })).toEqual([]);
    expect(await allOf(own, { q: "en", limit: 1 })).toEqual([second, first]);
    expect(await found(await product().partner(), { q: "en" })).toEqual([]);
    await own.correctAddress(second, "sun@wind.example");
    expect([await found(own, { q: "ener" }), await found(own, { q: "sun@" })]).toEqual([[first], [second]]);
    expect(await product().store.requests(() => own.list({ q: "en", limit: 1 }))).toEqual({
      Query: 1,
      BatchGetItem: 1,
    });
  });

  it("are found by all filters together, without empty pages", async () => {
    const own = await product().partner();
    const email = "often@together.example";
    const ids: string[] = [];
    for (let at = 0; at < 9; at++) {
      const { id } = await own.create({ email, send: null, notes: { tags: at % 3 === 0 ? ["spring"] : [] } });
      ids.unshift(id);
    }
    await own.cancel(ids[8]!);
    await own.create({ notes: { tags: ["spring"] } });
    const wanted = { email, tag: "spring", status: "draft", limit: 1 } as const;
    const first = await own.list(wanted);
    expect(first.items.map(({ invitation }) => invitation.id)).toEqual([ids[2]]);
    const second = await own.list({ ...wanted, cursor: first.next });
    expect(second.items.map(({ invitation }) => invitation.id)).toEqual([ids[5]]);
    expect(second.next).toBeNull();
    expect(await found(own, { email, status: "cancelled" })).toEqual([ids[8]]);
    expect(await found(own, { tag: "spring", status: "draft" })).toEqual([ids[2], ids[5]]);
  });

  it("take one query for one filter, and read only the rows that match both of two filters", async () => {
    const own = await product().partner();
    const tagged = (send: null | "email") => own.create({ send, notes: { tags: ["rare"] } });
    const { id } = (await tagged("email")).reading;
    await Promise.all(Array.from({ length: 40 }, () => tagged(null)));
    expect(await product().store.requests(() => own.list({ tag: "rare", limit: 10 }))).toEqual({
      Query: 1,
      BatchGetItem: 1,
    });
    const wanted = { tag: "rare", status: "pending", limit: 5 } as const;
    expect(await product().store.requests(() => own.list(wanted))).toEqual({ Query: 6, BatchGetItem: 1 });
    expect((await product().store.capacity(() => own.list(wanted))).reads).toBeLessThan(8);
    expect(await found(own, wanted)).toEqual([id]);
  });

  it("are found by their delivery status, alone and with a status", async () => {
    const own = await product().partner();
    const outcomes = ["bounced", "delivered", null, "undelivered", "bounced"] as const;
    const made: string[] = [];
    for (const outcome of outcomes) {
      const { id } = await own.create();
      if (outcome !== null) await product().mailService.report(id, outcome);
      made.push(id);
    }
    const { id: draft } = (await own.create({ send: null })).reading;
    const [bounced, delivered, queued, undelivered, again] = made;
    expect(await found(own, { delivery: ["bounced"] })).toEqual([again, bounced]);
    expect(await found(own, { delivery: ["bounced", "undelivered"] })).toEqual([again, undelivered, bounced]);
    expect(await found(own, { delivery: ["queued", "none", "delivered"] })).toEqual([draft, queued, delivered]);
    // The sweep has not written the end of the queued one yet.
    const ended = await own.list({ delivery: ["none"] }, later({ days: 30 }));
    expect(ended.items.map(({ invitation }) => invitation.id)).toEqual([draft, queued]);
    await own.cancel(again!);
    expect(await found(own, { delivery: ["bounced"], status: "pending" })).toEqual([bounced]);
    const first = await own.list({ delivery: ["bounced"], limit: 1 });
    const second = await own.list({ delivery: ["bounced"], limit: 1, cursor: first.next });
    expect([...first.items, ...second.items].map(({ invitation }) => invitation.id)).toEqual([again, bounced]);
    expect(second.next).toBeNull();
  });

  it("are found by their current relationship, alone and with a status, in non-empty pages", async () => {
    const own = await product().partner();
    const made: string[] = [];
    for (let at = 0; at < 9; at++) {
      const relationship = at % 3 === 0 ? "advisor" : "reseller";
      made.unshift((await own.create({ relationship, send: at % 2 === 0 ? null : "email" })).id);
    }
    const advisors = [made[2]!, made[5]!, made[8]!];
    expect(await found(own, { relationship: "advisor" })).toEqual(advisors);
    expect(await found(own, { relationship: "advisor", status: "pending" })).toEqual([made[5]]);
    await own.edit(made[2]!, { relationship: "reseller" }, "any");
    await own.edit(made[0]!, { relationship: "advisor" }, "any");
    expect(await allOf(own, { relationship: "advisor", limit: 1 })).toEqual([made[0], made[5], made[8]]);
    expect(await product().store.requests(() => own.list({ relationship: "advisor", status: "draft" }))).toEqual({
      Query: 1,
      BatchGetItem: 1,
    });
  });

  it("are found by their creator with one query, and with a status by the rows that match both", async () => {
    const own = await product().partner();
    const mine = own.as("user-2");
    const early = (await mine.create({ send: null })).id;
    for (let at = 0; at < 120; at++) await (at % 2 === 0 ? own.create({ send: null }) : mine.create());
    const late = (await mine.create({ send: null })).id;
    expect(await allOf(own, { createdBy: "user-2", limit: 100 })).toHaveLength(62);
    expect(await found(own, { createdBy: "user-3" })).toEqual([]);
    expect(await product().store.requests(() => own.list({ createdBy: "user-2", limit: 20 }))).toEqual({
      Query: 1,
      BatchGetItem: 1,
    });
    const drafts = { createdBy: "user-2", status: "draft", limit: 1 } as const;
    expect(await allOf(own, drafts)).toEqual([late, early]);
    const { reads } = await product().store.capacity(() => own.list({ ...drafts, cursor: late }));
    expect(reads).toBeLessThan(20);
  });

  it("have no address and no tag in a key", async () => {
    const own = await product().partner();
    await own.create({ email: "secret.person@keys.example", notes: { tags: ["secret-tag"] } });
    const keysOf = (await product().store.scan()).flatMap(({ PK, SK, GSI1PK, GSI1SK, GSI2PK, GSI2SK }) =>
      [PK, SK, GSI1PK, GSI1SK, GSI2PK, GSI2SK].map(String),
    );
    expect(keysOf.filter((key) => /secret|keys\.example/.test(key))).toEqual([]);
  });
});

it("a partner's customers come in non-empty pages that take two requests each", async () => {
  const { partnerId } = partner;
  const wanted = { partnerId, limit: 2 };
  const first = await readCustomers(product(), { ...wanted, cursor: null });
  const second = await readCustomers(product(), { ...wanted, cursor: first.next });
  expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
  const found = [...first.items, ...second.items];
  expect(found.map(({ relationships }) => relationships.length)).toEqual([1, 1, 1]);
  expect(new Set(found.map(({ customer }) => customer.customerId)).size).toBe(3);
  expect(await product().store.requests(() => readCustomers(product(), { ...wanted, cursor: null }))).toEqual({
    Query: 1,
    BatchGetItem: 1,
  });
});

it("a history is returned in pages, oldest first", async () => {
  const { id } = await partner.create();
  for (let at = 0; at < 3; at++)
    await annotateInvitation(product(), id, { notes: `${at}` }, partner.cause(later({ days: at + 1 })));
  const first = await readHistoryPage(product(), id, { limit: 3 });
  const second = await readHistoryPage(product(), id, { limit: 3, cursor: first.next ?? "" });
  expect([...first.items, ...second.items].map(({ metadata }) => metadata.eventId)).toEqual([
    `${id}:1`,
    `${id}:2`,
    `${id}/notes:1`,
    `${id}/notes:2`,
    `${id}/notes:3`,
  ]);
  expect(second.next).toBeNull();
});
