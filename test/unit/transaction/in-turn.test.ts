import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { inTurn } from "../../../shared/transaction/in-turn.ts";

/** Works on the items, and notes how it went; `beats` says how long each takes. */
async function worked(items: readonly string[], slots: number, beats: (item: string) => number) {
  const log: string[] = [];
  let busy = 0;
  let busiest = 0;
  const outcomes = await inTurn(
    items,
    slots,
    (item) => item.match(/[a-z]/g) ?? [],
    async (item) => {
      busiest = Math.max(busiest, ++busy);
      log.push(`${item} begins`);
      for (let beat = 0; beat < beats(item); beat++) await nextTurn();
      log.push(`${item} ends`);
      busy--;
      return item;
    },
  );
  return { outcomes, log, busiest };
}

describe("work in turn", () => {
  const items = Array.from({ length: 20 }, (_, at) => String(at));

  test("answers in the order of the items, not of their completion", async () => {
    const { outcomes } = await worked(items, 5, (item) => 20 - Number(item));
    expect(outcomes).toEqual(items);
  });

  test("works on as many at a time as there are slots, and no more", async () => {
    expect((await worked(items, 5, () => 3)).busiest).toBe(5);
    expect((await worked(items.slice(0, 3), 5, () => 3)).busiest).toBe(3);
  });

  test("works on items with the same key one after the other, in order", async () => {
    const { log } = await worked(["1a", "2b", "3a", "4ab", "5b"], 5, (item) => 9 - Number(item[0]));
    const order = (mark: string) => log.filter((line) => line.includes(mark));
    expect(order("a")).toEqual(["1a begins", "1a ends", "3a begins", "3a ends", "4ab begins", "4ab ends"]);
    expect(order("b").slice(-4)).toEqual(["4ab begins", "4ab ends", "5b begins", "5b ends"]);
  });

  test("finishes with one slot, and with no items", async () => {
    expect((await worked(["1a", "2a", "3a"], 1, () => 2)).outcomes).toEqual(["1a", "2a", "3a"]);
    expect((await worked([], 3, () => 1)).outcomes).toEqual([]);
  });
});
