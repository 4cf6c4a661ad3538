import { describe, expect, test } from "vitest";
import { remindInvitation } from "../../../shared/invitation/rules/issuing.ts";
import { readInvitation } from "../../../shared/invitation/rules/reading.ts";
import { nextReminderAt, type ReminderEntry } from "../../../shared/reminders/rules/plan.ts";
import { aDelivery, anInvitation, anIssue, someTerms } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

/** A plan with entries after sending and before the end. */
const somePlan: readonly ReminderEntry[] = ["P3D", "P7D", "P14D", "-P1D"];
const day = (days: number) => later({ days });
const next = (plan: readonly ReminderEntry[], lasts: number, lastAt: string | null = null, mailedAt = now) =>
  nextReminderAt(plan, { askedAt: now, expiresAt: day(lasts), lastAt, mailedAt });

describe("the next reminder", () => {
  test("of an invitation that went out anew counts from then, and is a day after its mail at the earliest", () => {
    const anew = { askedAt: day(25), expiresAt: day(30), lastAt: day(10), mailedAt: day(25) };
    expect(nextReminderAt(["-P10D"], anew)).toBeNull();
    expect(nextReminderAt(["P1D"], { ...anew, mailedAt: later({ days: 25, hours: 6 }) })).toBe(
      later({ days: 26, hours: 6 }),
    );
  });

  test.each<[string, readonly ReminderEntry[], number, string | null, string | null]>([
    ["counts from sending", somePlan, 30, null, day(3)],
    ["is the earliest, in whatever order they stand", ["-P1D", "P14D", "P3D"], 30, null, day(3)],
    ["counts from the end when negative", ["-P1D"], 30, null, day(29)],
    ["is the one after the newest sent", somePlan, 30, day(3), day(7)],
    ["is the one after a late one", somePlan, 30, later({ days: 5 }), day(7)],
    ["collapses with those missed meanwhile", somePlan, 30, day(10), day(14)],
    [
      "is a day after the newest at the earliest",
      ["P3D", "P4D"],
      30,
      later({ days: 3, hours: 6 }),
      later({ days: 4, hours: 6 }),
    ],
    ["is none when all were sent", somePlan, 30, day(29), null],
    ["is none without a plan", [], 30, null, null],
    ["is none for entries past the end", ["P31D", "P90D"], 30, null, null],
    ["is none at the end itself", ["P30D"], 30, null, null],
    [
      "is none when a day's distance reaches the end",
      ["P3D", "-P1D"],
      30,
      later({ days: 28, hours: 23, minutes: 59 }),
      later({ days: 29, hours: 23, minutes: 59 }),
    ],
    [
      "is none when a day's distance passes the end",
      ["-P1D"],
      30,
      later({ days: 28, hours: 24, ms: -1 }),
      later({ days: 30, ms: -1 }),
    ],
    ["never comes before sending, though the end is near", ["-P3D"], 2, null, null],
    ["never comes at the moment of sending", ["-P1D"], 1, null, null],
    ["of a short invitation is what fits", somePlan, 5, null, day(3)],
    ["of a short invitation ends with the day before the end", somePlan, 5, day(3), day(4)],
    ["after months without a sweep is the last that is left", somePlan, 90, day(60), day(89)],
    ["after months without a sweep is none past the end", somePlan, 90, day(89), null],
  ])("%s", (_, plan, lasts, lastAt, expected) => {
    expect(next(plan, lasts, lastAt)).toBe(expected);
  });
});

describe("the next reminder of a mail that went out late", () => {
  test.each<[string, readonly ReminderEntry[], string, string | null]>([
    ["is a day after it, whatever was missed", somePlan, day(8), day(9)],
    ["is a day after it, though its own moment comes sooner", ["P3D"], later({ hours: 60 }), later({ hours: 84 })],
    ["is as planned when that is later", somePlan, day(1), day(3)],
    ["is none when that reaches the end", ["P3D", "-P1D"], day(29), null],
  ])("%s", (_, plan, mailedAt, expected) => {
    expect(next(plan, 30, null, mailedAt)).toBe(expected);
  });
});

describe("an invitation's reminders", () => {
  const reminders = (status: "draft" | "pending" | "accepted" | "expired", at = now, delivery = aDelivery()) =>
    readInvitation(anInvitation({ status }), delivery, at).reminders;

  test("read the plan, how many went out, and when the next is due", () => {
    expect(reminders("pending")).toEqual({ plan: somePlan, sent: 0, nextAt: day(3) });
    const sent = remindInvitation(anInvitation({ status: "pending" }), null, day(3)).after;
    expect(sent.issue?.reminders).toEqual({ plan: somePlan, sent: 1, lastAt: day(3) });
    expect(readInvitation(sent, null, day(3)).reminders).toMatchObject({ sent: 1, nextAt: day(7) });
  });

  test("that are late can go out now, not at the time that they missed", () => {
    expect(reminders("pending", day(5)).nextAt).toBe(day(5));
  });

  test.each(["draft", "accepted", "expired"] as const)("have no next one while it is %s", (status) => {
    expect(reminders(status).nextAt).toBeNull();
  });

  test("have no next one past the end", () => {
    expect(reminders("pending", day(30)).nextAt).toBeNull();
  });

  test.each(["undelivered", "bounced", "complained", "rejected"] as const)("stop when the mail %s", (status) => {
    expect(reminders("pending", now, aDelivery({ status })).nextAt).toBeNull();
  });

  test("go on while the mail is only late", () => {
    expect(reminders("pending", now, aDelivery({ status: "delayed" })).nextAt).toBe(day(3));
  });

  test("wait for the mail: none goes out while it is queued", () => {
    expect(readInvitation(anInvitation({ status: "pending" }), null, day(5)).reminders.nextAt).toBe(day(6));
  });

  test("stop for a self-sent invitation too, when a reminder bounced", () => {
    const issue = anIssue({ mode: "self", codeRequired: true });
    const bounced = aDelivery({ status: "bounced", takenAt: null });
    expect(readInvitation(anInvitation({ status: "pending", issue }), bounced, now).reminders.nextAt).toBeNull();
  });

  test("of a draft are those it names", () => {
    const draft = anInvitation({ status: "draft", terms: someTerms({ reminders: ["P2D"] }) });
    expect(readInvitation(draft, null, now).reminders).toEqual({ plan: ["P2D"], sent: 0, nextAt: null });
  });
});
