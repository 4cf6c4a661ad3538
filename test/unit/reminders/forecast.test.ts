import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forecast, forecastReminders } from "../../../shared/reminders/rules/forecast.ts";
import type { Delivery } from "../../../shared/delivery/model.ts";
import { asOf, type Invitation } from "../../../shared/invitation/model.ts";
import { nextReminderAt, type ReminderEntry, type ReminderWindow } from "../../../shared/reminders/rules/plan.ts";
import { laterOf } from "../../../shared/kernel/time.ts";
import { aDelivery, anInvitation, anIssue, someStandings, someTerms } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import type { ReminderStop } from "../../../shared/reminders/model.ts";

const day = (days: number, hours = 0) => later({ days, hours });
const unsent = { sentAt: [], stopped: null, now };
const month: ReminderWindow = { askedAt: now, expiresAt: day(30), lastAt: null, mailedAt: now };
const plain: readonly ReminderEntry[] = ["P3D", "P7D", "P14D", "-P1D"];
const shortly = ({ plan }: ReturnType<typeof forecast>) =>
  plan.map(({ entry, at, status, reason }) => [entry, at, status, reason]);

describe("a plan with times and reasons", () => {
  test("gives the time of each mail", () => {
    const foreseen = forecast(plain, month, unsent);
    expect(foreseen).toMatchObject({ next: day(3), stopped: null });
    expect(shortly(foreseen)).toEqual([
      ["P3D", day(3), "planned", null],
      ["P7D", day(7), "planned", null],
      ["P14D", day(14), "planned", null],
      ["-P1D", day(29), "planned", null],
    ]);
  });

  test("marks the mails that were sent, with their times", () => {
    const lastAt = day(3, 1);
    const foreseen = forecast(plain, { ...month, lastAt }, { sentAt: [lastAt], stopped: null, now: day(4) });
    expect(shortly(foreseen).slice(0, 2)).toEqual([
      ["P3D", lastAt, "sent", null],
      ["P7D", day(7), "planned", null],
    ]);
  });

  test("marks one mail as due, and the missed ones as collapsed into it", () => {
    const foreseen = forecast(plain, month, { ...unsent, now: day(8) });
    expect(foreseen.next).toBe(day(8));
    expect(shortly(foreseen)).toEqual([
      ["P3D", day(8), "due", null],
      ["P7D", day(7), "skipped", "collapsed"],
      ["P14D", day(14), "planned", null],
      ["-P1D", day(29), "planned", null],
    ]);
  });

  test("keeps mails a day apart, and collapses an entry that is named twice", () => {
    const entries: readonly ReminderEntry[] = ["P3D", "-P27D", "P3D", "-P26D"];
    expect(shortly(forecast(entries, { ...month, expiresAt: day(30, 12) }, unsent))).toEqual([
      ["P3D", day(3), "planned", null],
      ["-P27D", day(4), "planned", null],
      ["P3D", day(3), "skipped", "collapsed"],
      ["-P26D", day(5), "planned", null],
    ]);
  });

  test("skips entries before the sending and after the end", () => {
    const week = { ...month, expiresAt: day(7) };
    expect(shortly(forecast(["-P7D", "P7D", "P90D", "-P30D", "P6D"], week, unsent))).toEqual([
      ["-P7D", now, "skipped", "before-sending"],
      ["P7D", day(7), "skipped", "after-the-end"],
      ["P90D", day(90), "skipped", "after-the-end"],
      ["-P30D", day(-23), "skipped", "before-sending"],
      ["P6D", day(6), "planned", null],
    ]);
  });

  test("skips an entry that the one-day distance moves past the end", () => {
    const lastAt = day(28, 12);
    const foreseen = forecast(
      plain,
      { ...month, lastAt: day(29, 1) },
      { sentAt: [lastAt, day(29, 1)], stopped: null, now: day(29, 2) },
    );
    expect(foreseen.next).toBeNull();
    const near = { askedAt: now, expiresAt: day(4), lastAt: day(3, 6), mailedAt: now };
    expect(
      shortly(forecast(["P3D", "-P12D", "P4D"], near, { sentAt: [day(3, 6)], stopped: null, now: day(3, 7) })),
    ).toEqual([
      ["P3D", day(3, 6), "sent", null],
      ["-P12D", day(-8), "skipped", "before-sending"],
      ["P4D", day(4), "skipped", "after-the-end"],
    ]);
  });

  test("keeps what was sent when it is stopped, and skips the rest with the reason", () => {
    const foreseen = forecast(
      plain,
      { ...month, lastAt: day(3) },
      { sentAt: [day(3)], stopped: "bounced", now: day(4) },
    );
    expect(foreseen).toMatchObject({ next: null, stopped: "bounced" });
    expect(shortly(foreseen).map(([, , status, reason]) => [status, reason])).toEqual([
      ["sent", null],
      ["skipped", "bounced"],
      ["skipped", "bounced"],
      ["skipped", "bounced"],
    ]);
  });
});

type Standing = Parameters<typeof someStandings>[0];

describe("the reminders of an invitation", () => {
  const about = { reminderFacts: someStandings(), sentAt: [], now: day(1) };

  const pending = anInvitation({ status: "pending" });
  const overdue = anInvitation({ status: "pending", issue: anIssue({ issuedAt: day(-10), expiresAt: day(1) }) });
  const byHand = anInvitation({ status: "pending", issue: anIssue({ mode: "self" }) });
  const noPlan = { plan: [], sent: 0, lastAt: null };
  const byHandAlone = anInvitation({ status: "pending", issue: anIssue({ mode: "self", reminders: noPlan }) });

  test.each<[string, Invitation, Delivery["status"], Standing, ReminderStop | null]>([
    ["go on while it is pending", pending, "delivered", {}, null],
    ["stop when it is expired", anInvitation({ status: "expired" }), null, {}, "expired"],
    ["stop when its end has come, whatever the sweep's lag", overdue, null, {}, "expired"],
    ["stop when the mail bounced", pending, "bounced", {}, "bounced"],
    ["are none when the partner sends by hand and names none", byHandAlone, null, {}, "sent-by-hand"],
    ["go on when the partner sends by hand and names some", byHand, null, {}, null],
  ])("%s", (_, invitation, status, standing, stopped) => {
    const delivery = status === null ? null : aDelivery({ status });
    const foreseen = forecastReminders(asOf(invitation, about.now), delivery, {
      ...about,
      reminderFacts: someStandings(standing),
    });
    expect(foreseen.stopped).toBe(stopped);
    expect(foreseen.next).toBe(stopped === null ? day(3) : null);
    if (stopped !== null && stopped !== "sent-by-hand") {
      expect(new Set(foreseen.plan.map(({ reason }) => reason))).toContain(stopped);
    }
  });

  test("count from the newest address, though the end stays", () => {
    const issue = anIssue({ askedAt: day(5), mailSequence: 4, reminders: { plan: plain, sent: 1, lastAt: day(3) } });
    const redirected = anInvitation({ status: "pending", issue });
    const foreseen = forecastReminders(redirected, aDelivery(), { ...about, sentAt: [day(3)], now: day(5) });
    expect(shortly(foreseen)).toEqual([
      ["P3D", day(8), "planned", null],
      ["P7D", day(12), "planned", null],
      ["P14D", day(19), "planned", null],
      ["-P1D", day(29), "planned", null],
    ]);
  });

  test("wait for the mail while it is queued, and what was missed collapses", () => {
    const foreseen = forecastReminders(pending, null, { ...about, now: day(8) });
    expect(foreseen).toMatchObject({ next: day(9), stopped: null });
    expect(shortly(foreseen).slice(0, 2)).toEqual([
      ["P3D", day(9), "planned", null],
      ["P7D", day(7), "skipped", "collapsed"],
    ]);
  });

  test("are none of a draft that was cancelled", () => {
    const draft = { ...anInvitation({ status: "cancelled" }), issue: null };
    const { plan, stopped } = forecastReminders(draft, null, about);
    expect([stopped, new Set(plan.map(({ status }) => status))]).toEqual(["cancelled", new Set(["skipped"])]);
  });

  test("are shown of a draft as if it was sent now, though nothing goes out", () => {
    const draft = anInvitation({ status: "draft", terms: someTerms({ expiresIn: "P10D", reminders: null }) });
    const foreseen = forecastReminders(draft, null, { ...about, now });
    expect(foreseen).toMatchObject({ next: null, stopped: "not-sent" });
    expect(shortly(foreseen)).toEqual([
      ["P3D", day(3), "planned", null],
      ["P7D", day(7), "planned", null],
      ["P14D", day(14), "skipped", "after-the-end"],
      ["-P1D", day(9), "planned", null],
    ]);
  });
});

describe("for any plan and any pauses of the sweep", () => {
  const fixed = { seed: 20261124, numRuns: 500 };
  const entry = fc
    .tuple(fc.boolean(), fc.integer({ min: 1, max: 40 }))
    .map(([isNegative, days]): ReminderEntry => (isNegative ? `-P${days}D` : `P${days}D`));
  /**
   * A plan, how long the invitation lives, after how many hours its mail goes out, after how many each sweep looks, and
   * when the forecast is requested.
   */
  const lives = fc.tuple(
    fc.array(entry, { maxLength: 10 }),
    fc.integer({ min: 1, max: 40 }),
    fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
    fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 30 }),
    fc.integer({ min: 0, max: 1000 }),
  );

  /** Sends what is due at each sweep, as the job does, until the forecast is requested. */
  function live([plan, days, queued, pauses, asked]: readonly [ReminderEntry[], number, number, number[], number]) {
    const window = { askedAt: now, expiresAt: day(days) };
    const at = later({ hours: asked });
    const out = later({ hours: queued });
    /** What is known then: a mail that is not out can go out no sooner than now. */
    const mailedBy = (moment: string): string => (moment < out ? moment : out);
    const sentAt: string[] = [];
    let swept = now;
    for (const hours of pauses) {
      swept = later({ hours }, swept);
      if (swept > at || swept >= window.expiresAt) break;
      const due = nextReminderAt(plan, { ...window, lastAt: sentAt.at(-1) ?? null, mailedAt: mailedBy(swept) });
      if (due !== null && due <= swept) sentAt.push(swept);
    }
    const whole = { ...window, lastAt: sentAt.at(-1) ?? null, mailedAt: mailedBy(at) };
    return { plan, whole, out, sentAt, at, foreseen: forecast(plan, whole, { sentAt, stopped: null, now: at }) };
  }

  test("the next forecast reminder is the next one that is sent", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { plan, whole, at, foreseen } = live(life);
        if (at >= whole.expiresAt) return;
        const due = nextReminderAt(plan, whole);
        expect(foreseen.next).toBe(due === null ? null : laterOf(due, at));
        const coming = foreseen.plan.filter(({ status }) => status === "due" || status === "planned");
        expect(coming.map((one) => one.at).sort()[0] ?? null).toBe(foreseen.next);
      }),
      fixed,
    );
  });

  test("the forecast lists each entry once, in the plan's order, and each sent mail belongs to an entry", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { plan, sentAt, foreseen } = live(life);
        expect(foreseen.plan.map((one) => one.entry)).toEqual(plan);
        expect(
          foreseen.plan
            .filter(({ status }) => status === "sent")
            .map(({ at }) => at)
            .sort(),
        ).toEqual(sentAt);
      }),
      fixed,
    );
  });

  test("no reminder is sent within a day of the first mail", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { out, sentAt } = live(life);
        for (const at of sentAt) expect(at >= later({ days: 1 }, out)).toBe(true);
      }),
      fixed,
    );
  });

  test("no two mails are sent within a day, and none after the end", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { whole, at, foreseen } = live(life);
        const mails = foreseen.plan
          .filter(({ status }) => status !== "skipped")
          .map((one) => one.at)
          .sort();
        for (const [index, one] of mails.entries()) {
          if (one !== at) expect(one < whole.expiresAt).toBe(true);
          const before = index === 0 ? whole.mailedAt : mails[index - 1];
          if (before !== undefined) expect(Date.parse(one) - Date.parse(before)).toBeGreaterThanOrEqual(86_400_000);
        }
      }),
      fixed,
    );
  });
});
