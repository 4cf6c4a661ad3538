import { describe, expect, test } from "vitest";
import {
  mayBeAsked,
  mayBeWritten,
  silenceOf,
  suppressionReasons,
  type AddressStanding,
} from "../../../shared/domain/address-standing.ts";
import { aDelivery, anInvitation, anIssue } from "../../support/builders.ts";
import { later, now } from "../../support/fixed-clock.ts";

const free: AddressStanding = { suppressed: null, blocked: false, unsubscribed: false };
const pending = anInvitation({ status: "pending" });

describe("an address", () => {
  test("of which nothing is known may be written to, asked and reminded", () => {
    expect([mayBeWritten(free), mayBeAsked(free), silenceOf(pending, null, free, now)]).toEqual([true, true, null]);
  });

  test.each(suppressionReasons)("that has a %s gets nothing at all", (reason) => {
    const suppressed = { ...free, suppressed: { reason, at: now } };
    expect([mayBeWritten(suppressed), mayBeAsked(suppressed)]).toEqual([false, false]);
    expect(silenceOf(pending, null, suppressed, now)).toBe("suppressed");
  });

  test("that blocks the partner is not asked, which reads as a suppression, and may have its codes", () => {
    const blocked = { ...free, blocked: true };
    expect([mayBeWritten(blocked), mayBeAsked(blocked)]).toEqual([true, false]);
    expect(silenceOf(pending, null, blocked, now)).toBe("suppressed");
  });

  test("that wants no reminders is still asked", () => {
    const unsubscribed = { ...free, unsubscribed: true };
    expect([mayBeWritten(unsubscribed), mayBeAsked(unsubscribed)]).toEqual([true, true]);
    expect(silenceOf(pending, null, unsubscribed, now)).toBe("unsubscribed");
  });
});

describe("an invitation gets no reminders", () => {
  test.each([
    ["accepted", "answered"],
    ["declined", "answered"],
    ["cancelled", "cancelled"],
    ["expired", "expired"],
  ] as const)("once it is %s: %s", (status, reason) => {
    expect(silenceOf(anInvitation({ status }), null, { ...free, unsubscribed: true }, now)).toBe(reason);
  });

  test("once its end has come, whatever the sweep's lag", () => {
    expect(silenceOf(pending, null, free, later({ days: 30 }))).toBe("expired");
  });

  test.each(["bounced", "complained", "suppressed", "rejected"] as const)("once its mail %s", (status) => {
    expect(silenceOf(pending, aDelivery({ status }), free, now)).toBe(status);
  });

  test("because of an older mail only until it goes out again", () => {
    const resent = anInvitation({ status: "pending", issue: anIssue({ mailSequence: 5 }) });
    expect(silenceOf(resent, aDelivery({ status: "bounced" }), free, now)).toBeNull();
  });
});
