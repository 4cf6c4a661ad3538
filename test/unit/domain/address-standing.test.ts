import { describe, expect, test } from "vitest";
import {
  mayBeAsked,
  mayBeWritten,
  suppressionReasons,
  type AddressStanding,
} from "../../../shared/domain/address-standing.ts";
import { now } from "../../support/fixed-clock.ts";

const free: AddressStanding = { suppressed: null, blocked: false, unsubscribed: false };

describe("an address", () => {
  test("of which nothing is known may be written to and asked", () => {
    expect([mayBeWritten(free), mayBeAsked(free)]).toEqual([true, true]);
  });

  test.each(suppressionReasons)("that has a %s gets nothing at all", (reason) => {
    const suppressed = { ...free, suppressed: { reason, at: now } };
    expect([mayBeWritten(suppressed), mayBeAsked(suppressed)]).toEqual([false, false]);
  });

  test("that blocks the partner is not asked, and may have its codes", () => {
    const blocked = { ...free, blocked: true };
    expect([mayBeWritten(blocked), mayBeAsked(blocked)]).toEqual([true, false]);
  });

  test("that wants no reminders is still asked", () => {
    const unsubscribed = { ...free, unsubscribed: true };
    expect([mayBeWritten(unsubscribed), mayBeAsked(unsubscribed)]).toEqual([true, true]);
  });
});
