import { describe, expect, test } from "vitest";
import { knownPartners } from "../../../functions/sweep-due/known-partners.ts";
import { byId } from "../../../shared/table/plans.ts";
import { ids } from "../../support/builders/builders.ts";

const page = (from: number, count: number): string[] => Array.from({ length: count }, (_, at) => `ptn_${from + at}`);

describe("the partners that a sweep has read", () => {
  test("are read once each", () => {
    const known = knownPartners();
    expect(known.unknown([ids.partner, ids.partner])).toEqual([ids.partner]);
    known.learn(new Map([[ids.partner, { linkEpoch: 3, frozen: false }]]));
    expect(known.unknown([ids.partner])).toEqual([]);
    expect(known.of(ids.partner)).toEqual({ linkEpoch: 3, frozen: false });
  });

  test("are null when they are not stored", () => {
    const known = knownPartners();
    known.learn(new Map([[ids.partner, null]]));
    expect(known.of(ids.partner)).toBeNull();
    expect(known.of("ptn_another")).toBeNull();
  });

  test("are kept up to a thousand, and the oldest are read again", () => {
    const known = knownPartners();
    for (let from = 0; from < 1000; from += 25) known.learn(byId(known.unknown(page(from, 25)), () => null));
    expect(known.unknown(page(0, 25))).toHaveLength(25);
    expect(known.unknown(page(500, 25))).toHaveLength(25);
  });
});
