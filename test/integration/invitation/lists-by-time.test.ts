import { expect, it } from "vitest";
import { idMaker } from "../../../shared/runtime/dependencies.ts";
import type { Partner } from "../../actors/partner.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openProduct } from "../../actors/product.ts";

/** When the next invitation gets its id. */
let moment = now;
const product = openProduct({ newId: idMaker(() => moment) });

it("a partner's invitations can be filtered by creation time, from one moment and before another", async () => {
  const partner = await product().partner();
  const made: string[] = [];
  // One that took a while got an id that is later than the moment that it was created at.
  for (const [at, id] of [
    [now, now],
    [later({ days: 1 }), later({ days: 1, ms: 40 })],
    [later({ days: 2, ms: -1 }), later({ days: 2, ms: 20 })],
    [later({ days: 2 }), later({ days: 2, ms: 21 })],
    [later({ days: 3 }), later({ days: 3 })],
  ] as const) {
    moment = id;
    made.unshift((await partner.create({ send: null }, { at })).id);
  }
  const [fifth, fourth, third, second, first] = made;
  const found = async (wanted: Parameters<Partner["list"]>[0]) => {
    const page = await partner.list(wanted);
    return page.items.map(({ invitation }) => invitation.id);
  };
  expect(await found({ from: later({ days: 1 }) })).toEqual([fifth, fourth, third, second]);
  expect(await found({ from: later({ days: 1, ms: 1 }) })).toEqual([fifth, fourth, third]);
  expect(await found({ to: later({ days: 2 }) })).toEqual([third, second, first]);
  expect(await found({ from: later({ days: 1 }), to: later({ days: 2 }), status: "draft" })).toEqual([third, second]);
  expect(await found({ from: later({ days: 1 }), to: later({ days: 2 }), limit: 1, cursor: third! })).toEqual([second]);
  expect(await found({ from: later({ days: 3 }), cursor: second! })).toEqual([]);
  expect(await found({ from: now, to: now })).toEqual([]);
});

it("a list filtered by creation time reads only the invitations created in that time", async () => {
  const partner = await product().partner();
  for (let day = 10; day < 40; day++) {
    moment = later({ days: day });
    await partner.create({ send: null }, { at: moment });
  }
  const created = { from: later({ days: 12 }), to: later({ days: 13 }) };
  const { reads } = await product().store.capacity(() => partner.list({ ...created, status: "draft" }));
  // Thirty rows are some eighty.
  expect(reads).toBeLessThanOrEqual(8);
});
