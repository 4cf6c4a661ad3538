import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stages, sumOf, tallyOf, type Advance, type Counts, type Tally } from "../../../shared/metrics/rules/funnel.ts";
import type { Progress } from "../../../shared/metrics/model.ts";
import { joined } from "../../../shared/metrics/rules/progress.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { aProgress } from "../../support/builders/some-progress.ts";

const tallied = (...advances: Advance[]): Tally[] => tallyOf(advances);
const nextWeek = later({ days: 7 });

describe("what a step of an invitation changes", () => {
  test("is every stage that it came to, when nothing was known before", () => {
    const after = aProgress({ delivered: true, opened: true, status: "declined", decidedAt: now, sequence: 4 });
    const counts = { sent: 1, delivered: 1, opened: 1, declined: 1 };
    expect(tallied({ before: null, after })).toEqual([{ partnerId: after.partnerId, week: "2026-W47", counts }]);
  });

  test("is only what is new", () => {
    const before = aProgress({ delivered: true });
    const after = aProgress({ delivered: true, opened: true, status: "accepted", decidedAt: later({ hours: 1 }) });
    const counts = { opened: 1, accepted: 1, withinPT1H: 1, acceptSeconds: 3_600 };
    expect(tallied({ before, after })).toMatchObject([{ week: "2026-W47", counts }]);
    expect(tallied({ before, after: before })).toEqual([]);
  });

  test("takes back the expiry of an invitation that is renewed and accepted", () => {
    const expired = aProgress({ status: "expired", sequence: 3 });
    const renewed = aProgress({ sequence: 4 });
    expect(tallied({ before: expired, after: renewed })).toMatchObject([{ counts: { expired: -1 } }]);
    const after = aProgress({ status: "accepted", decidedAt: nextWeek, sequence: 5 });
    expect(tallied({ before: expired, after })).toMatchObject([{ counts: { expired: -1, accepted: 1, withinP7D: 1 } }]);
  });

  test("moves from week to week, when an earlier sending becomes known", () => {
    const before = aProgress({ sentAt: nextWeek, opened: true });
    expect(tallied({ before, after: { ...before, sentAt: now } })).toMatchObject([
      { week: "2026-W48", counts: { sent: -1, opened: -1 } },
      { week: "2026-W47", counts: { sent: 1, opened: 1 } },
    ]);
  });

  test("is one sum for each partner and week, however many invitations there are", () => {
    const of = (partnerId: string, sentAt: string) => ({ before: null, after: aProgress({ partnerId, sentAt }) });
    const all = [of("a", now), of("b", now), of("a", nextWeek), of("a", now)];
    expect(tallyOf(all).map(({ partnerId, week, counts }) => [partnerId, week, counts.sent])).toEqual([
      ["a", "2026-W47", 2],
      ["b", "2026-W47", 1],
      ["a", "2026-W48", 1],
    ]);
  });
});

const statuses = ["pending", "accepted", "declined", "cancelled", "expired"] as const;
/** Reports on one invitation; of one sequence number there is one truth. */
const anyReports = fc
  .array(
    fc.record({
      sequence: fc.integer({ min: 0, max: 9 }),
      days: fc.nat(20),
      delivered: fc.boolean(),
      bounced: fc.boolean(),
      opened: fc.boolean(),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((reports) =>
    reports.map(({ sequence, days, ...reached }): Progress => {
      const status = sequence === 0 ? "pending" : statuses[sequence % statuses.length]!;
      const decidedAt = status === "accepted" ? later({ days: 20 + sequence }) : null;
      return aProgress({ ...reached, sequence, status, decidedAt, sentAt: later({ days }) });
    }),
  );

/** Counts reports one after the other, as they come. */
function countsAfter(reports: readonly Progress[]): ReadonlyMap<string, Counts> {
  const weeks = new Map<string, Counts>();
  let before: Progress | null = null;
  for (const report of reports) {
    const after: Progress = before === null ? report : joined(before, report);
    for (const { week, counts } of tallyOf([{ before, after }])) {
      weeks.set(
        week,
        sumOf([
          [weeks.get(week) ?? {}, 1],
          [counts, 1],
        ]),
      );
    }
    before = after;
  }
  return new Map([...weeks].filter(([, counts]) => Object.keys(counts).length > 0));
}

describe("any reports of an invitation", () => {
  const fixed = { seed: 20261122, numRuns: 500 };

  test("add up to the same numbers in any order and with repetitions", () => {
    const twice = anyReports.chain((reports) =>
      fc.tuple(fc.constant(reports), fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 })),
    );
    fc.assert(
      fc.property(twice, ([reports, shuffled]) => {
        expect(countsAfter(shuffled)).toEqual(countsAfter(reports));
      }),
      fixed,
    );
  });

  test("count in one week, once in each stage, and in one end at most", () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        const [counts = {}, ...others] = countsAfter(reports).values();
        const { accepted = 0, declined = 0, expired = 0, cancelled = 0 } = counts;
        expect(others).toEqual([]);
        expect(counts.sent).toBe(1);
        expect(stages.filter((stage) => ![undefined, 1].includes(counts[stage]))).toEqual([]);
        expect(accepted + declined + expired + cancelled).toBeLessThanOrEqual(1);
      }),
      fixed,
    );
  });
});
