import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { recordDelivery } from "../../shared/commands/record-delivery.ts";
import { readHistoryPage } from "../../shared/commands/read-history.ts";
import type { Instant } from "../../shared/domain/time.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { dueKeys, dueShardOf, keys } from "../../shared/store/keys.ts";
import { sweepDue, type SweepCounts } from "../../functions/sweep-due/handler.ts";
import { later } from "../support/fixed-clock.ts";
import { listenToLog } from "../support/log-lines.ts";
import { openOffice } from "../support/office.ts";

let made = 0;
const make = idMaker(() => later({ ms: ++made }));
// An id's last character names its shard: here all are swept together.
const office = openOffice({ eachTest: true, newId: (kind) => `${make(kind).slice(0, -1)}0` });
beforeEach(() => void listenToLog());
afterEach(() => void vi.restoreAllMocks());

const context = { awsRequestId: "sweep-1" };
const shard = dueShardOf("0");
const sweep = (at: Instant, left = 60_000): Promise<SweepCounts> =>
  sweepDue(office(), () => at)({ shard }, { ...context, getRemainingTimeInMillis: () => left });
const typesOf = async (id: string): Promise<string[]> =>
  (await readHistoryPage(office(), id, { limit: 100 })).items.map(({ type }) => type);
const remindersOf = async (id: string): Promise<number> =>
  (await typesOf(id)).filter((type) => type === "InvitationReminded").length;
const dueOf = async (id: string): Promise<unknown> => (await office().table.get(keys.invitation(id)))?.["GSI2SK"];
const reportOn = (id: string, outcome: "sent" | "bounced") =>
  recordDelivery(
    office(),
    id,
    { outcome, mailSequence: 2, linkVersion: 1, at: later({}), reason: null },
    { now: later({}), actor: { kind: "system", id: "ses" }, correlationId: "c", causationId: null },
  );

describe("(F43) a reminder", () => {
  it("is due on its day, goes out once, and the next one waits for its own", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    await sweep(later({ days: 3, ms: -1 }));
    expect(await remindersOf(id)).toBe(0);
    await sweep(later({ days: 3 }));
    await sweep(later({ days: 6 }));
    expect(await remindersOf(id)).toBe(1);
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: 7 }), "invitation", id));
  });

  it("stands for all that were missed in months without a sweep", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ expiresIn: "P90D" })).reading;
    await sweep(later({ days: 60 }));
    await sweep(later({ days: 61 }));
    expect(await remindersOf(id)).toBe(1);
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: 89 }), "invitation", id));
  });

  it("is written once by sweeps that overlap", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create()).reading;
    office().store.before("TransactWriteItems", () => sweep(later({ days: 3 })));
    await sweep(later({ days: 3 }));
    await Promise.all([sweep(later({ days: 7 })), sweep(later({ days: 7 }))]);
    expect(await remindersOf(id)).toBe(2);
  });

  it("does not go to an address that bounced, even when the bounce comes between read and write", async () => {
    const desk = await office().desk();
    const early = (await desk.create()).reading.id;
    await reportOn(early, "bounced");
    await sweep(later({ days: 3 }));
    const late = (await desk.create()).reading.id;
    office().store.before("TransactWriteItems", () => reportOn(late, "bounced"));
    await sweep(later({ days: 3 }));
    expect([await remindersOf(early), await remindersOf(late)]).toEqual([0, 0]);
    expect(await dueOf(early)).toBe(dueKeys.at(later({ days: 30 }), "invitation", early));
    await sweep(later({ days: 3 }));
    expect(await dueOf(late)).toBe(dueKeys.at(later({ days: 30 }), "invitation", late));
  });

  it("is not sent by hand unless a plan says so", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ send: "self" })).reading;
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: 30 }), "invitation", id));
  });
});

describe("the end of", () => {
  it("an invitation is written by the sweep, and frees the address", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ email: "end@fabrikam.example" })).reading;
    await sweep(later({ days: 30 }));
    expect((await typesOf(id)).at(-1)).toBe("InvitationExpired");
    expect(await dueOf(id)).toBeUndefined();
    expect((await desk.create({ email: "end@fabrikam.example" }, { at: later({ days: 30 }) })).status).toBe(201);
  });

  it("a draft comes after 90 days, by the system", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ send: null })).reading;
    await sweep(later({ days: 90, ms: -1 }));
    expect(await typesOf(id)).toEqual(["InvitationCreated"]);
    await sweep(later({ days: 90 }));
    const { items } = await readHistoryPage(office(), id, { limit: 100 });
    expect(items.at(-1)).toMatchObject({ type: "InvitationCancelled", metadata: { actor: { kind: "system" } } });
  });
});

describe("(F45) a sweep", () => {
  const end = later({ days: 2 });
  const create = async (count: number): Promise<string[]> => {
    const desk = await office().desk();
    const ids: string[] = [];
    while (ids.length < count) ids.push((await desk.create({ expiresIn: "P2D", reminders: [] })).reading.id);
    return ids;
  };

  it("takes one query and one read a page, and one transaction for each item", async () => {
    await create(4);
    const run = () => sweep(end);
    expect(await office().store.requests(run)).toEqual({
      Query: 1,
      BatchGetItem: 1,
      TransactWriteItems: 4,
      // The partner may open four others: said once.
      UpdateItem: 1,
    });
    expect(await office().store.requests(run)).toEqual({ Query: 1 });
  });

  it("goes on behind an item that cannot be read, and fails in the end so that somebody hears of it", async () => {
    const [id = ""] = await create(1);
    const odd = { PK: "INV#odd", SK: "STATE", GSI2PK: dueKeys.partition(shard), GSI2SK: dueKeys.until("2026") };
    await office().table.put(odd);
    await expect(sweep(end)).rejects.toThrow("1 due items");
    expect((await typesOf(id)).at(-1)).toBe("InvitationExpired");
  });

  it("does a page and stops with half a minute left; the next one goes on", async () => {
    await create(26);
    expect((await sweep(end, 30_000)).expired).toBe(25);
    expect((await sweep(end)).expired).toBe(1);
  });
});
