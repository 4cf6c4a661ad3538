import { describe, expect, test } from "vitest";
import { asOf } from "../../../shared/invitation/model.ts";
import { reminderBlockOf } from "../../../shared/reminders/rules/block.ts";
import { aDelivery, anInvitation, anIssue, someStandings } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const pending = anInvitation({ status: "pending" });
const free = someStandings();

describe("an invitation gets no reminders", () => {
  test("unless a reason against them is known", () => {
    expect(reminderBlockOf(pending, null, free)).toBeNull();
  });

  test.each([
    ["accepted", "answered"],
    ["declined", "answered"],
    ["cancelled", "cancelled"],
    ["expired", "expired"],
  ] as const)("once it is %s: %s", (status, reason) => {
    const reminderFacts = someStandings({ unsubscribed: true, frozen: true });
    expect(reminderBlockOf(anInvitation({ status }), null, reminderFacts)).toBe(reason);
  });

  test("once it has expired, even before the sweep has written that", () => {
    expect(reminderBlockOf(asOf(pending, later({ days: 30 })), null, free)).toBe("expired");
  });

  test.each(["undelivered", "bounced", "complained", "suppressed", "rejected"] as const)(
    "once its mail %s",
    (status) => {
      expect(reminderBlockOf(pending, aDelivery({ status }), free)).toBe(status);
    },
  );

  test("because of an older mail only until it goes out again", () => {
    const resent = anInvitation({ status: "pending", issue: anIssue({ mailSequence: 5 }) });
    for (const status of ["undelivered", "bounced"] as const)
      expect(reminderBlockOf(resent, aDelivery({ status }), free)).toBeNull();
  });

  test.each([
    ["its address has bounced", { suppressed: { reason: "bounce", at: now } }, "suppressed"],
    ["its customer blocks the partner, which reads like that", { blocked: true }, "suppressed"],
    ["its customer wants none", { unsubscribed: true }, "unsubscribed"],
    ["its link was taken back", { linkEpoch: 2 }, "links-revoked"],
    ["its partner is frozen", { frozen: true }, "partner-frozen"],
  ] as const)("when %s", (_, named, reason) => {
    expect(reminderBlockOf(pending, null, someStandings(named))).toBe(reason);
  });

  test("for a lasting reason rather than for a temporary freeze", () => {
    expect(reminderBlockOf(pending, null, someStandings({ linkEpoch: 2, frozen: true }))).toBe("links-revoked");
  });

  test("for its link only until it goes out by a new one", () => {
    const resent = anInvitation({ status: "pending", issue: anIssue({ linkEpoch: 2 }) });
    expect(reminderBlockOf(resent, null, someStandings({ linkEpoch: 2 }))).toBeNull();
  });
});
