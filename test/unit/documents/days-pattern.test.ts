import { expect, test } from "vitest";
import fc from "fast-check";
import { daysPattern } from "../../../shared/openapi/days-pattern.ts";

test("a pattern of days takes every number in its range and no other", () => {
  const range = fc.tuple(fc.nat(5_000), fc.nat(5_000)).map((pair) => pair.toSorted((one, other) => one - other));
  fc.assert(
    fc.property(range, fc.nat(6_000), ([min = 0, max = 0], days) => {
      const shape = new RegExp(daysPattern(min, max), "u");
      expect(shape.test(`P${days}D`)).toBe(days >= min && days <= max);
      for (const edge of [min, max]) expect(shape.test(`P${edge}D`)).toBe(true);
    }),
  );
});

test.each(["P01D", "P30", "30D", "P30D ", "-P3D", "P3.5D", "PT3H"])("a pattern of days does not take %s", (text) => {
  expect(new RegExp(daysPattern(0, 99_999), "u").test(text)).toBe(false);
});
