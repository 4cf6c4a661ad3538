import { expect, test } from "vitest";
import { isAcceptedAlready, isDeniedAlready } from "../../../shared/invitation/rules/answers.ts";
import { anInvitation, someTerms } from "../../support/builders/builders.ts";

const accepted = anInvitation({
  status: "accepted",
  terms: someTerms({ permissions: ["users.admin", "licenses.admin"], duration: "P90D" }),
});
const none = { ...accepted, decision: { ...accepted.decision, granted: [], duration: null } };

test.each([
  ["the same permissions in another order", ["licenses.admin", "users.admin"], "P90D", true],
  ["fewer permissions", ["users.admin"], "P90D", false],
  ["other permissions", ["users.admin", "billing.read"], "P90D", false],
  ["no permissions", [], "P90D", false],
  ["another duration", ["licenses.admin", "users.admin"], "P30D", false],
] as const)("an acceptance of %s repeats the recorded one only if it is equal", (_case, granted, duration, isSame) => {
  expect(isAcceptedAlready(accepted, { granted, duration })).toBe(isSame);
});

test("an acceptance without permissions repeats a recorded one of any duration", () => {
  expect(isAcceptedAlready(none, { granted: [], duration: "P30D" })).toBe(true);
});

test("an acceptance repeats nothing when the invitation is still pending", () => {
  const pending = anInvitation({ status: "pending", terms: accepted.terms });
  expect(isAcceptedAlready(pending, { granted: accepted.decision.granted, duration: "P90D" })).toBe(false);
});

test.each([
  [false, false, true],
  [true, true, true],
  [false, true, false],
  [true, false, false],
])("after a denial (reported: %j) a second one (reported: %j) is a repetition: %j", (before, now, isSame) => {
  const declined = { ...anInvitation({ status: "declined" }), isReported: before };
  expect(isDeniedAlready(declined, { isReported: now })).toBe(isSame);
});
