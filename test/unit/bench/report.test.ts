import { describe, expect, it } from "vitest";
import { holds, linesOf, type Bar, type Report } from "../../bench/figures/report.ts";

const aReport = (bars: readonly Bar[]): Report => ({
  title: "Calls",
  intro: "How fast.",
  columns: ["call", "ms"],
  rows: [["create", "12"]],
  bars,
  figures: null,
});

describe("a bar", () => {
  it.each([
    [{ what: "x", is: 1.25, most: 1.25 }, true],
    [{ what: "x", is: 1.26, most: 1.25 }, false],
    [{ what: "x", is: 0.85, least: 0.85 }, true],
    [{ what: "x", is: 0.84, least: 0.85 }, false],
    [{ what: "x", is: Number.NaN, most: 1 }, false],
  ])("%o holds: %s", (bar, expected) => {
    expect(holds(bar)).toBe(expected);
  });
});

describe("a report", () => {
  it("is a sentence and a table", () => {
    const lines = linesOf(aReport([{ what: "create", is: 1, most: 2 }]));
    expect(lines).toEqual(["**Calls.** How fast.", "", "| call | ms |", "| --- | --- |", "| create | 12 |"]);
  });

  it("names the limits that are missed, in either direction", () => {
    const bars = [
      { what: "create p50", is: 1.4, most: 1.25 },
      { what: "create throughput", is: 0.5, least: 0.85 },
    ];
    expect(linesOf(aReport(bars)).at(-1)).toBe("Missed: create p50 1.40 (≤ 1.25); create throughput 0.50 (≥ 0.85).");
  });
});
