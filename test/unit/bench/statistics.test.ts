import { describe, expect, it } from "vitest";
import { exponentOf, median, percentile } from "../../bench/figures/statistics.ts";

describe("a percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1],
  ])("at %d of 1 to 100, in any order, is %d", (part, value) => {
    expect(percentile(hundred, part)).toBe(value);
  });

  it("of one value is that value, and of none is 0", () => {
    expect([percentile([7], 0.99), percentile([], 0.5)]).toEqual([7, 0]);
  });

  it("in the middle is the median, which one slow run does not move", () => {
    expect(median([3, 1, 1_000, 2, 2])).toBe(2);
  });
});

describe("the exponent of growth", () => {
  it.each([
    ["the same at every size", 0],
    ["linear", 1],
    ["quadratic", 2],
  ])("of what is %s is %d", (_, power) => {
    const points = [1_000, 10_000, 100_000].map((size) => ({ size, value: 3 * size ** power }));
    expect(exponentOf(points)).toBeCloseTo(power, 10);
  });

  it("is that of the line that lies nearest where the points do not lie on one", () => {
    const points = [
      { size: 10, value: 10 },
      { size: 100, value: 1_000 },
      { size: 1_000, value: 1_000 },
    ];
    expect(exponentOf(points)).toBeCloseTo(1, 10);
  });
});
