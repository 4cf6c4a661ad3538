import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timeToAccept, waitCounters, waitCounts } from "../../../shared/metrics/rules/accept-times.ts";
import { tallyOf } from "../../../shared/metrics/rules/funnel.ts";
import { later, now, type Span } from "../../support/builders/fixed-clock.ts";
import { aProgress } from "../../support/builders/some-progress.ts";

const acceptedAfter = (span: Span) => aProgress({ status: "accepted", decidedAt: later(span) });
const timesOf = (spans: readonly Span[]) => {
  const [tally] = tallyOf(spans.map((span) => ({ before: null, after: acceptedAfter(span) })));
  return timeToAccept(tally?.counts ?? {});
};

describe("the time to accept", () => {
  test.each([
    [{}, "to1"],
    [{ minutes: 1 }, "to63"],
    [{ hours: 1 }, "withinPT1H"],
    [{ hours: 1, ms: 1_000 }, "to4500"],
    [{ hours: 4 }, "withinPT4H"],
    [{ days: 2 }, "withinP2D"],
    [{ days: 30 }, "withinP30D"],
    [{ days: 30, ms: 1_000 }, "to3240000"],
    [{ days: 365 }, "to31536000"],
    [{ days: 400 }, "withinMore"],
  ] satisfies [Span, string][])("of %o counts as %s", (span, counter) => {
    expect(waitCounts(acceptedAfter(span))).toMatchObject({ [counter]: 1 });
  });

  test("is counted of acceptances only, from the first sending on", () => {
    expect(waitCounts(acceptedAfter({ days: 2 }))).toEqual({ withinP2D: 1, acceptSeconds: 172_800 });
    for (const status of ["pending", "declined", "cancelled", "expired"] as const) {
      expect(waitCounts(aProgress({ status, decidedAt: now }))).toEqual({});
    }
  });

  test("of none has neither average nor median", () => {
    expect(timesOf([])).toMatchObject({ count: 0, averageSeconds: null, medianSeconds: null });
  });

  test("has its true average, and a median from within its class", () => {
    const times = timesOf([{ hours: 2 }, { hours: 3 }, { days: 10 }]);
    expect(times).toMatchObject({ count: 3, averageSeconds: (5 * 3_600 + 864_000) / 3 });
    expect(times.medianSeconds).toBeGreaterThan((7 / 8) * 3 * 3_600);
    expect(times.medianSeconds).toBeLessThan((9 / 8) * 3 * 3_600);
    expect(times.buckets).toContainEqual({ upTo: "PT4H", count: 2 });
    expect(times.buckets.at(-1)).toEqual({ upTo: null, count: 0 });
  });

  test("has a median of a few seconds where customers wait at their screens", () => {
    expect(timesOf([{ ms: 3_000 }, { ms: 5_000 }, { ms: 7_000 }]).medianSeconds).toBe(5);
    expect(timesOf([{ ms: 3_000 }, { ms: 7_000 }]).medianSeconds).toBe(5);
  });

  test("has the last bound as median where nothing is known beyond", () => {
    expect(timesOf([{ days: 400 }]).medianSeconds).toBe(365 * 86_400);
  });

  test("has a median within an eighth of the true one, to the second, and counts each in its bucket", () => {
    const seconds = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 365 * 86_400 }));
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1, maxLength: 9 }), (all) => {
        const { medianSeconds, buckets } = timesOf(all.map((one) => ({ ms: one * 1_000 })));
        const sorted = all.toSorted((a, b) => a - b);
        const middle = (half: number) => sorted[Math.floor(half)] ?? 0;
        const median = (middle((all.length - 1) / 2) + middle(all.length / 2)) / 2;
        expect(Math.abs((medianSeconds ?? 0) - median)).toBeLessThanOrEqual(median / 8 + 0.5);
        const days = all.filter((one) => one > 86_400 && one <= 2 * 86_400).length;
        expect(buckets).toContainEqual({ upTo: "P2D", count: days });
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });

  test("of weeks that were counted in buckets alone still has them", () => {
    const { count, buckets } = timeToAccept({ withinPT4H: 2, withinMore: 1, acceptSeconds: 4_000_000 });
    expect([count, buckets.filter((bucket) => bucket.count > 0)]).toEqual([
      3,
      [
        { upTo: "PT4H", count: 2 },
        { upTo: null, count: 1 },
      ],
    ]);
  });

  test("takes a few bytes of a week for each class, so that with all of them it is about a KB", () => {
    expect(waitCounters.length).toBeLessThanOrEqual(90);
    // DynamoDB counts a name by its letters and a small number as three bytes.
    expect(waitCounters.join("").length + 3 * waitCounters.length).toBeLessThan(900);
  });
});
