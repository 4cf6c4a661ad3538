import { beforeAll, describe, expect, it } from "vitest";
import { readCustomers } from "../../shared/commands/read-customers.ts";
import { readHistoryPage } from "../../shared/commands/read-history.ts";
import { annotateInvitation } from "../../shared/commands/annotate-invitation.ts";
import { statusAt } from "../../shared/domain/invitation.ts";
import type { Desk } from "../support/desk.ts";
import { later } from "../support/fixed-clock.ts";
import { openOffice } from "../support/office.ts";

const office = openOffice();

let desk: Desk;
/** Ids of one partner's invitations, newest first: three of each kind, mixed. */
let ids: readonly string[];
const kinds = ["draft", "pending", "accepted", "overdue"] as const;
const idsOf = (kind: (typeof kinds)[number]): string[] =>
  ids.filter((_, at) => kinds[kinds.length - 1 - (at % 4)] === kind);

beforeAll(async () => {
  desk = await office().desk();
  const created: string[] = [];
  for (let at = 0; at < 12; at++) {
    const kind = kinds[at % kinds.length];
    const { id } = (
      await desk.create({ send: kind === "draft" ? null : "email", ...(kind === "overdue" && { expiresIn: "P1D" }) })
    ).reading;
    if (kind === "accepted") await (await office().customer(id)).accept();
    created.unshift(id);
  }
  ids = created;
  await (await office().desk()).create();
});

/** All pages one after the other, as ids. */
async function pages(wanted: Parameters<Desk["list"]>[0], at = later({ days: 2 })): Promise<string[][]> {
  const all: string[][] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Desk["list"]>> = await desk.list({ ...wanted, cursor }, at);
    all.push(page.items.map(({ invitation }) => invitation.id));
    cursor = page.next;
  } while (cursor !== null);
  return all;
}

describe("a partner's invitations", () => {
  it.each([1, 5, 6, 12, 100])("come newest first, each once, in pages of %i of which none is empty", async (limit) => {
    const all = await pages({ limit });
    expect(all.flat()).toEqual(ids);
    expect(all.map(({ length }) => length)).toEqual(
      Array.from({ length: Math.ceil(12 / limit) }, (_, at) => Math.min(limit, 12 - at * limit)),
    );
  });

  it.each(["draft", "accepted", "pending"] as const)(
    "are found by the status %s that they have now",
    async (status) => {
      const all = await pages({ status, limit: 2 });
      expect(all.flat()).toEqual(idsOf(status));
      expect(all.map(({ length }) => length)).not.toContain(0);
    },
  );

  it("are pending until their end and no longer, whatever the sweep's lag", async () => {
    const open = ids.filter((id) => idsOf("pending").includes(id) || idsOf("overdue").includes(id));
    expect((await pages({ status: "pending" }, later({ days: 1, ms: -1 }))).flat()).toEqual(open);
    expect((await pages({ status: "pending", limit: 1 }, later({ days: 1 }))).flat()).toEqual(idsOf("pending"));
  });

  it("are listed as expired among all the others from their end on", async () => {
    const { items } = await desk.list({}, later({ days: 1 }));
    const expired = items.filter(({ invitation }) => statusAt(invitation, later({ days: 1 })) === "expired");
    expect(expired.map(({ invitation }) => invitation.id)).toEqual(idsOf("overdue"));
  });

  it("take one query and one read a page", async () => {
    expect(await office().store.requests(() => desk.list({ limit: 5 }))).toEqual({ Query: 1, BatchGetItem: 1 });
    expect(await office().store.requests(() => desk.list({ limit: 2, status: "draft" }))).toEqual({
      Query: 1,
      BatchGetItem: 1,
    });
  });

  it("take at most four queries a page, however many of them are overdue", async () => {
    const late = await office().desk();
    for (let at = 0; at < 12; at++) await late.create({ expiresIn: "P1D" });
    const { id } = (await late.create({ expiresIn: "P60D" })).reading;
    for (let at = 0; at < 12; at++) await late.create({ expiresIn: "P1D" });
    const wanted = { status: "pending", limit: 1 } as const;
    const requests = await office().store.requests(() => late.list(wanted, later({ days: 2 })));
    expect(requests.Query).toBeLessThanOrEqual(4);
    expect((await late.list(wanted, later({ days: 2 }))).items.map(({ invitation }) => invitation.id)).toEqual([id]);
  });
});

it("a partner's customers come in pages of which none is empty, three requests each", async () => {
  const { partnerId } = desk;
  const wanted = { partnerId, limit: 2 };
  const first = await readCustomers(office(), { ...wanted, cursor: null });
  const second = await readCustomers(office(), { ...wanted, cursor: first.next });
  expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
  const found = [...first.items, ...second.items];
  expect(found.map(({ relationships }) => relationships.length)).toEqual([1, 1, 1]);
  expect(new Set(found.map(({ customer }) => customer.customerId)).size).toBe(3);
  expect(await office().store.requests(() => readCustomers(office(), { ...wanted, cursor: null }))).toEqual({
    Query: 1,
    BatchGetItem: 2,
  });
});

it("a history comes in pages, oldest first", async () => {
  const { id } = (await desk.create()).reading;
  for (let at = 0; at < 3; at++)
    await annotateInvitation(office(), id, { notes: `${at}` }, desk.cause(later({ days: at + 1 })));
  const first = await readHistoryPage(office(), id, { limit: 3 });
  const second = await readHistoryPage(office(), id, { limit: 3, cursor: first.next ?? "" });
  expect([...first.items, ...second.items].map(({ metadata }) => metadata.eventId)).toEqual([
    `${id}:1`,
    `${id}:2`,
    `${id}/notes:1`,
    `${id}/notes:2`,
    `${id}/notes:3`,
  ]);
  expect(second.next).toBeNull();
});
