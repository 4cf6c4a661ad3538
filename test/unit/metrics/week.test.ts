import { describe, expect, test } from "vitest";
import { weekOf, weekStart, weekStarts } from "../../../shared/metrics/rules/week.ts";

describe("a week", () => {
  test.each([
    ["2026-11-22T10:00:00.000Z", "2026-W47"],
    ["2026-11-23T00:00:00.000Z", "2026-W48"],
    ["2026-11-29T23:59:59.999Z", "2026-W48"],
    ["2026-12-31T00:00:00.000Z", "2026-W53"],
    ["2027-01-03T23:59:59.999Z", "2026-W53"],
    ["2027-01-04T00:00:00.000Z", "2027-W01"],
    ["2024-12-30T00:00:00.000Z", "2025-W01"],
    ["2023-01-01T12:00:00.000Z", "2022-W52"],
    ["2020-02-29T12:00:00.000Z", "2020-W09"],
  ])("of %s is %s, for it belongs to the year of its Thursday", (instant, week) => {
    expect(weekOf(instant)).toBe(week);
  });

  test("begins on Monday, UTC", () => {
    expect(weekStart("2026-11-22T23:59:59.999Z")).toBe("2026-11-16T00:00:00.000Z");
    expect(weekStart("2026-11-23T00:00:00.000Z")).toBe("2026-11-23T00:00:00.000Z");
  });

  test("follows the one before, through the ends of years, and sorts behind it as text", () => {
    const starts = weekStarts("2019-12-25T00:00:00.000Z", "2027-01-10T00:00:00.000Z");
    const weeks = starts.map(weekOf);
    expect(starts).toHaveLength(368);
    expect(new Set(weeks).size).toBe(weeks.length);
    expect(weeks.toSorted()).toEqual(weeks);
    expect(weeks.filter((week) => week.endsWith("-W53"))).toEqual(["2020-W53", "2026-W53"]);
  });

  test("counts one week between two moments of the same week, and none in reverse order", () => {
    expect(weekStarts("2026-11-23T00:00:00.000Z", "2026-11-29T00:00:00.000Z")).toEqual(["2026-11-23T00:00:00.000Z"]);
    expect(weekStarts("2026-11-23T00:00:00.000Z", "2026-11-22T00:00:00.000Z")).toEqual([]);
    expect(weekStarts("2026-11-24T00:00:00.000Z", "2026-11-23T00:00:00.000Z")).toEqual([]);
  });

  test("is not counted where the time ends at its very start, except when the time also begins there", () => {
    const [monday, next] = ["2026-11-23T00:00:00.000Z", "2026-11-30T00:00:00.000Z"];
    expect(weekStarts(monday, next)).toEqual([monday]);
    expect(weekStarts(monday, "2026-11-30T00:00:00.001Z")).toEqual([monday, next]);
    expect(weekStarts(monday, monday)).toEqual([monday]);
  });
});
