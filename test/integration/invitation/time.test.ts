import { describe, expect, it } from "vitest";
import { readHistoryPage } from "../../../shared/events/read-history.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { idMaker } from "../../../shared/runtime/dependencies.ts";
import { dueKeys, dueShardOf } from "../../../shared/table/keys.ts";
import { invitationKeys } from "../../../shared/invitation/items/keys.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import type { Partner } from "../../actors/partner.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { openProduct } from "../../actors/product.ts";

let made = 0;
const make = idMaker(() => later({ ms: ++made }));
// An id's last character names its shard: here all are swept together.
const product = openProduct({ eachTest: true, newId: (kind) => `${make(kind).slice(0, -1)}0` });
listenToEachLog();

const shard = dueShardOf("0");
const sweep = (at: Instant, timeLeft?: number) => product().sweep(at, { of: "0", ...(timeLeft && { timeLeft }) });
const remindersOf = async (id: string): Promise<number> =>
  (await product().typesOf(id)).filter((type) => type === "InvitationReminded").length;
const dueOf = async (id: string): Promise<unknown> =>
  (await product().table.read(rawPlace(invitationKeys.state(id))))?.["GSI2SK"];
/** An open invitation whose mail went out at once. */
const mailed = async (partner: Partner, asked: Parameters<Partner["create"]>[0] = {}): Promise<string> => {
  const { id } = await partner.create(asked);
  await product().mailService.report(id);
  return id;
};

describe("(F43) a reminder", () => {
  it("is due on its day, goes out once, and the next one waits for its own", async () => {
    const partner = await product().partner();
    const id = await mailed(partner);
    await sweep(later({ days: 3, ms: -1 }));
    expect(await remindersOf(id)).toBe(0);
    await sweep(later({ days: 3 }));
    await sweep(later({ days: 6 }));
    expect(await remindersOf(id)).toBe(1);
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: 7 }), "invitation", id));
  });

  it("is sent once for all that were missed in months without a sweep", async () => {
    const partner = await product().partner();
    const id = await mailed(partner, { expiresIn: "P90D" });
    await sweep(later({ days: 60 }));
    await sweep(later({ days: 61 }));
    expect(await remindersOf(id)).toBe(1);
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: 89 }), "invitation", id));
  });

  it("is written once by sweeps that overlap", async () => {
    const partner = await product().partner();
    const id = await mailed(partner);
    product().store.before("TransactWriteItems", () => sweep(later({ days: 3 })));
    await sweep(later({ days: 3 }));
    await Promise.all([sweep(later({ days: 7 })), sweep(later({ days: 7 }))]);
    expect(await remindersOf(id)).toBe(2);
  });

  it("does not go to an address that bounced, even when the bounce comes between read and write", async () => {
    const partner = await product().partner();
    const early = await mailed(partner);
    await product().mailService.report(early, "bounced");
    await sweep(later({ days: 3 }));
    const late = await mailed(partner);
    product().store.before("TransactWriteItems", () => product().mailService.report(late, "bounced"));
    await sweep(later({ days: 3 }));
    expect([await remindersOf(early), await remindersOf(late)]).toEqual([0, 0]);
    expect(await dueOf(early)).toBe(dueKeys.at(later({ days: 30 }), "invitation", early));
    await sweep(later({ days: 3 }));
    expect(await dueOf(late)).toBe(dueKeys.at(later({ days: 30 }), "invitation", late));
  });

  it("(B18) waits for the invitation's mail, follows a day later, and is sent once for all that were missed", async () => {
    const partner = await product().partner();
    const { id } = await partner.create();
    await sweep(later({ days: 3 }));
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: 4 }), "invitation", id));
    await product().mailService.report(id, "sent", { at: later({ days: 7, hours: 1 }) });
    await sweep(later({ days: 7, hours: 2 }));
    expect(await remindersOf(id)).toBe(0);
    await sweep(later({ days: 8, hours: 1 }));
    await sweep(later({ days: 10 }));
    expect(await remindersOf(id)).toBe(1);
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: 14 }), "invitation", id));
  });

  it("waits while the partner is frozen, and goes out once when it is released", async () => {
    const partner = await product().partner();
    const id = await mailed(partner);
    await product().setPartner(partner.partnerId, { frozen: true });
    for (const days of [3, 4, 5, 6, 7, 8]) await sweep(later({ days }));
    expect(await product().typesOf(id)).not.toContain("InvitationReminded");
    await product().setPartner(partner.partnerId, { frozen: false });
    for (const days of [9, 10, 11]) await sweep(later({ days }));
    expect(await remindersOf(id)).toBe(1);
  });

  it("(A7) does not go out for a revoked link, and does for the next one", async () => {
    const partner = await product().partner();
    const id = await mailed(partner);
    await product().setPartner(partner.partnerId, { linkEpoch: 2 });
    await sweep(later({ days: 3 }));
    await sweep(later({ days: 7 }));
    expect(await remindersOf(id)).toBe(0);
    await partner.resend(id, { at: later({ days: 8 }) });
    await product().mailService.report(id, "sent", { at: later({ days: 8 }) });
    await sweep(later({ days: 11 }));
    expect(await remindersOf(id)).toBe(1);
  });

  it("(B16) counts from the address that it goes to now, though the end stays", async () => {
    const partner = await product().partner();
    const id = await mailed(partner);
    await product().mailService.report(id, "bounced");
    await sweep(later({ days: 3 }));
    const { reading } = await partner.correctAddress(id, "right@customer.example", { at: later({ days: 5 }) });
    expect(reading).toMatchObject({
      ...{ expiresAt: later({ days: 30 }), delivery: { status: "queued", at: later({ days: 5 }) } },
      reminders: { nextAt: later({ days: 8 }) },
    });
    await product().mailService.report(id, "sent", { at: later({ days: 5 }) });
    await sweep(later({ days: 7 }));
    expect(await remindersOf(id)).toBe(0);
    await sweep(later({ days: 8 }));
    expect(await remindersOf(id)).toBe(1);
  });

  it("is not sent by hand unless a plan says so", async () => {
    const partner = await product().partner();
    const { id } = await partner.create({ send: "self" });
    expect(await dueOf(id)).toBe(dueKeys.at(later({ days: 30 }), "invitation", id));
  });
});

describe("the end of", () => {
  it("an invitation is written by the sweep, and frees the address", async () => {
    const partner = await product().partner();
    const { id } = await partner.create({ email: "end@fabrikam.example" });
    await sweep(later({ days: 30 }));
    expect((await product().typesOf(id)).at(-1)).toBe("InvitationExpired");
    expect(await dueOf(id)).toBeUndefined();
    expect((await partner.create({ email: "end@fabrikam.example" }, { at: later({ days: 30 }) })).status).toBe(201);
  });

  it("a draft comes after 90 days, by the system", async () => {
    const partner = await product().partner();
    const { id } = await partner.create({ send: null });
    await sweep(later({ days: 90, ms: -1 }));
    expect(await product().typesOf(id)).toEqual(["InvitationCreated"]);
    await sweep(later({ days: 90 }));
    const { items } = await readHistoryPage(product(), id, { limit: 100 });
    expect(items.at(-1)).toMatchObject({ type: "InvitationCancelled", metadata: { actor: { kind: "system" } } });
  });
});

describe("(F45) a sweep", () => {
  const end = later({ days: 2 });
  const create = async (count: number): Promise<string[]> => {
    const partner = await product().partner();
    const ids: string[] = [];
    while (ids.length < count) ids.push((await partner.create({ expiresIn: "P2D", reminders: [] })).id);
    return ids;
  };

  it("takes one query and two reads a page, and one transaction for each item", async () => {
    await create(4);
    const run = () => sweep(end);
    expect(await product().store.requests(run)).toEqual({
      Query: 1,
      // What is due, and then what is known of its mails and their readers.
      BatchGetItem: 2,
      TransactWriteItems: 4,
      // The partner may open four others: said once.
      UpdateItem: 1,
    });
    expect(await product().store.requests(run)).toEqual({ Query: 1 });
  });

  it("continues after an item that cannot be read, and then fails so that the alarm rings", async () => {
    const [id = ""] = await create(1);
    const odd = { PK: "INV#odd", SK: "STATE", GSI2PK: dueKeys.partition(shard), GSI2SK: dueKeys.until("2026") };
    await product().table.put(odd);
    await expect(sweep(end)).rejects.toThrow("1 due items");
    expect((await product().typesOf(id)).at(-1)).toBe("InvitationExpired");
  });

  it("stops after a page with half a minute left, and the next sweep continues", async () => {
    await create(26);
    expect((await sweep(end, 30_000)).expired).toBe(25);
    expect((await sweep(end)).expired).toBe(1);
  });
});
