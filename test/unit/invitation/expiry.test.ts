import { describe, expect, test } from "vitest";
import { expireInvitation, settleInvitation } from "../../../shared/invitation/rules/ends.ts";
import { readInvitation } from "../../../shared/invitation/rules/reading.ts";
import { asOf } from "../../../shared/invitation/model.ts";
import { invitationStatuses } from "../../../shared/invitation/lifecycle.ts";
import { anInvitation } from "../../support/builders/builders.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";

const end = later({ days: 30 });
const justBefore = later({ days: 30, ms: -1 });
const pending = anInvitation({ status: "pending" });

describe("a pending invitation", () => {
  test("is unchanged until a millisecond before its end, and cannot be expired earlier", () => {
    expect(asOf(pending, justBefore)).toBe(pending);
    expect(readInvitation(pending, null, justBefore).status).toBe("pending");
    expect(settleInvitation(pending, null, justBefore)).toBeNull();
    expect(refusalOf(() => expireInvitation(pending, null, { now: justBefore }))).toMatchObject({
      ...{ kind: "wrong-state", message: "The invitation has not reached its end.", members: {} },
    });
  });

  test.each([end, later({ days: 4000 })])("reads as expired at %s, at its stored version", (at) => {
    expect(asOf(pending, at)).toEqual({ ...pending, status: "expired" });
    expect(readInvitation(pending, null, at)).toMatchObject({ status: "expired", version: pending.version });
  });

  test("is expired by one step at its end, with the same result as reading it", () => {
    const settled = settleInvitation(pending, null, end);
    expect(settled).toMatchObject({ action: "expire", before: pending, events: [{ type: "InvitationExpired" }] });
    expect(settled?.after).toEqual({ ...asOf(pending, end), version: pending.version + 1 });
    expect(settled).toEqual(expireInvitation(pending, null, { now: end }));
  });
});

test.each(invitationStatuses.filter((status) => status !== "pending"))(
  "an invitation that is %s never changes with time",
  (status) => {
    const invitation = anInvitation({ status });
    expect(asOf(invitation, later({ days: 4000 }))).toBe(invitation);
    expect(settleInvitation(invitation, null, later({ days: 4000 }))).toBeNull();
  },
);
