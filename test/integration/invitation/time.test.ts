import { describe, expect, it } from "vitest";
import { readReminders } from "../../../shared/invitation/reads/read-invitation.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { idMaker } from "../../../shared/runtime/dependencies.ts";
import type { Partner } from "../../actors/partner.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { openProduct } from "../../actors/product.ts";

let made = 0;
const make = idMaker(() => later({ ms: ++made }));
// An id's last character names its shard: here all are swept together.
const product = openProduct({ eachTest: true, newId: (kind) => `${make(kind).slice(0, -1)}0` });
listenToEachLog();

const sweep = (at: Instant, timeLeft?: number) => product().sweep(at, { of: "0", ...(timeLeft && { timeLeft }) });
const remindersOf = async (id: string): Promise<number> =>
  (await product().typesOf(id)).filter((type) => type === "InvitationReminded").length;
/** An open invitation whose mail went out at once. */
const mailed = async (partner: Partner, asked: Parameters<Partner["create"]>[0] = {}): Promise<string> => {
  const { id } = await partner.create(asked);
  await product().mailService.report(id);
  return id;
};

describe("a reminder", () => {
  it("is written once by overlapping sweeps", async () => {
    const partner = await product().partner();
    const id = await mailed(partner);
    product().store.before("TransactWriteItems", () => sweep(later({ days: 3 })));
    await sweep(later({ days: 3 }));
    await Promise.all([sweep(later({ days: 7 })), sweep(later({ days: 7 }))]);
    expect(await remindersOf(id)).toBe(2);
  });

  it("counts from the correction of the address, while the end stays the same", async () => {
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

  it("is foreseen no more from the end on, even before the sweep has written that", async () => {
    const partner = await product().partner();
    const id = await mailed(partner);
    const foreseen = async (days: number) =>
      (await readReminders(product(), partner.partnerId, id, later({ days }))).stopped;
    expect([await foreseen(29), await foreseen(30)]).toEqual([null, "expired"]);
  });
});
