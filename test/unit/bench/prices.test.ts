import { describe, expect, it } from "vitest";
import {
  computeOf,
  costOf,
  costWithoutMail,
  durationOf,
  prices,
  type Kind,
  type Usage,
} from "../../../infra/prices.ts";

const kinds = Object.keys(prices) as Kind[];
const nothing = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Usage;

describe("a price", () => {
  it.each(kinds)("of %s names its AWS page", (kind) => {
    expect(prices[kind].source).toMatch(/^https:\/\/aws\.amazon\.com\//);
    expect(costOf(kind, prices[kind].per)).toBe(prices[kind].usd);
  });
});

it("a price that was compared with a page has the page's date", () => {
  const dates = kinds.flatMap((kind) => prices[kind].seen?.date ?? []);
  expect(dates.length).toBeGreaterThan(5);
  for (const date of dates) expect(date).toMatch(/^20\d\d-\d\d/);
});

describe("a cost", () => {
  it("is the amount by the price of one", () => {
    expect(costOf("writes", 100_000)).toBeCloseTo(0.0625, 10);
    expect(costOf("mails", 3_000)).toBeCloseTo(0.3, 10);
  });

  it("without mail is the sum of everything else", () => {
    expect(costWithoutMail(nothing)).toBe(0);
    expect(costWithoutMail({ ...nothing, mails: 1_000_000 })).toBe(0);
    expect(costWithoutMail({ ...nothing, writes: 1_000_000, calls: 1_000_000, mails: 5 })).toBeCloseTo(1.625, 10);
  });

  it("of computing is that of its memory for as long as it works and waits", () => {
    const run = { cpuMs: 1_000, waitMs: 500 };
    expect(durationOf(run, 1_769)).toBe(1_500);
    expect(durationOf(run, 1_769 / 2)).toBe(2_500);
    // One thread has no use for a second processor.
    expect(durationOf(run, 2 * 1_769)).toBe(1_500);
    expect(computeOf(run, 1_769 / 2)).toBeCloseTo((2.5 * 1_769) / 2 / 1_024, 10);
  });
});
