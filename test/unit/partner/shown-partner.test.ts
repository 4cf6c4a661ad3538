import { describe, expect, test } from "vitest";
import { laterName, shownVerification } from "../../../shared/partner/rules/shown-partner.ts";
import { now, later } from "../../support/builders/fixed-clock.ts";

const first = { at: now, how: "company register" };
const second = { at: later({ days: 3 }), how: "phone call" };
const [name, other] = ["Contoso Partner", "Northwind"];

describe("the verification shown with a sent offer", () => {
  test.each([
    ["both are verified", first, first, name, first],
    ["it was withdrawn", first, null, name, null],
    ["it was withdrawn and given again", first, second, name, second],
    ["the offer froze without it", null, second, name, null],
    ["there never was one", null, null, name, null],
    ["the partner's name is another one by now, verified or not", first, second, other, null],
  ])("is the weaker of the offer's and today's where %s", (_, frozen, current, displayName, shown) => {
    const offer = { partnerName: name, partnerVerified: frozen };
    expect(shownVerification(offer, { displayName, verified: current })).toEqual(shown);
  });

  test("comes with the partner's later name where it has one", () => {
    expect(laterName({ partnerName: name }, { displayName: other })).toBe(other);
    expect(laterName({ partnerName: name }, { displayName: name })).toBeNull();
  });
});
