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
  test("is as it is stored until a millisecond before its end, and cannot be written as expired", () => {
    expect(asOf(pending, justBefore)).toBe(pending);
    expect(readInvitation(pending, null, justBefore).status).toBe("pending");
    expect(settleInvitation(pending, null, justBefore)).toBeNull();
    expect(refusalOf(() => expireInvitation(pending, null, { now: justBefore }))).toMatchObject({
      ...{ kind: "wrong-state", message: "The invitation has not reached its end.", members: {} },
    });
  });

  test.each([end, later({ days: 4000 })])("is expired at %s, at the version that is stored", (at) => {
    expect(asOf(pending, at)).toEqual({ ...pending, status: "expired" });
    expect(readInvitation(pending, null, at)).toMatchObject({ status: "expired", version: pending.version });
  });

  test("is written as expired at its end by one step, which leaves it as the clock had it", () => {
    const settled = settleInvitation(pending, null, end);
    expect(settled).toMatchObject({ action: "expire", before: pending, events: [{ type: "InvitationExpired" }] });
    expect(settled?.after).toEqual({ ...asOf(pending, end), version: pending.version + 1 });
    expect(settled).toEqual(expireInvitation(pending, null, { now: end }));
  });
});

test.each(invitationStatuses.filter((status) => status !== "pending"))(
  "an invitation that is %s stays so, and time writes nothing of it",
  (status) => {
    const invitation = anInvitation({ status });
    expect(asOf(invitation, later({ days: 4000 }))).toBe(invitation);
    expect(settleInvitation(invitation, null, later({ days: 4000 }))).toBeNull();
  },
);
