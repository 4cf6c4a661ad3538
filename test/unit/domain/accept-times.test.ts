import { describe, expect, test } from "vitest";
import { timeToAccept, waitCounts } from "../../../shared/domain/accept-times.ts";
import { tallyOf } from "../../../shared/domain/funnel.ts";
import { later, now, type Span } from "../../support/fixed-clock.ts";
import { aProgress } from "../../support/some-progress.ts";

const acceptedAfter = (span: Span) => aProgress({ status: "accepted", decidedAt: later(span) });
const timesOf = (spans: readonly Span[]) => {
  const [tally] = tallyOf(spans.map((span) => ({ before: null, after: acceptedAfter(span) })));
  return timeToAccept(tally?.counts ?? {});
};

describe("the time to accept", () => {
  test.each([
    [{}, "withinPT1H"],
    [{ hours: 1 }, "withinPT1H"],
    [{ hours: 1, ms: 1_000 }, "withinPT4H"],
    [{ days: 2 }, "withinP2D"],
    [{ days: 30 }, "withinP30D"],
    [{ days: 30, ms: 1_000 }, "withinMore"],
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
    expect(times.medianSeconds).toBeGreaterThan(3_600);
    expect(times.medianSeconds).toBeLessThanOrEqual(14_400);
    expect(times.buckets).toContainEqual({ upTo: "PT4H", count: 2 });
    expect(times.buckets.at(-1)).toEqual({ upTo: null, count: 0 });
  });

  test("has a median that may lie on a bound, and is the last bound where nothing is known beyond", () => {
    expect(timesOf([{ hours: 1 }, { hours: 4 }]).medianSeconds).toBe(3_600);
    expect(timesOf([{ days: 45 }]).medianSeconds).toBe(2_592_000);
  });
});
