import { describe, expect, test } from "vitest";
import { assertAcceptable } from "../../../shared/domain/acceptance.ts";
import { viewInvitation } from "../../../shared/domain/invitation-answers.ts";
import { cancelInvitation, expireInvitation } from "../../../shared/domain/invitation-ends.ts";
import { remindInvitation } from "../../../shared/domain/invitation-issuing.ts";
import { readInvitation } from "../../../shared/domain/invitation-reading.ts";
import { isOverdue, statusAt } from "../../../shared/domain/invitation.ts";
import { invitationStatuses } from "../../../shared/domain/invitation-lifecycle.ts";
import { anAcceptance, anInvitation } from "../../support/builders.ts";
import { later } from "../../support/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";

const end = later({ days: 30 });
const justBefore = later({ days: 30, ms: -1 });
const pending = anInvitation({ status: "pending" });
const job = { actor: { kind: "job", id: "sweep-due" } } as const;

describe("a pending invitation", () => {
  test.each([
    [justBefore, "pending", false],
    [end, "expired", true],
    [later({ days: 4000 }), "expired", true],
  ] as const)("at %s reads %s, before any sweep", (at, status, overdue) => {
    expect(isOverdue(pending, at)).toBe(overdue);
    expect(statusAt(pending, at)).toBe(status);
    expect(readInvitation(pending, null, at).status).toBe(status);
  });

  test("past its end can do nothing but expire", () => {
    const acceptance = () => assertAcceptable(pending, anAcceptance(), [], end);
    const acts = [
      acceptance,
      () => viewInvitation(pending, null, end),
      () => remindInvitation(pending, null, end),
      () => cancelInvitation(pending, { cancelCode: "by-partner", reason: null }, null, { ...job, now: end }),
    ];
    for (const act of acts) {
      expect(refusalOf(act)).toMatchObject({ kind: "wrong-state", members: { invitationStatus: "expired" } });
    }
    expect(expireInvitation(pending, null, { ...job, now: end }).after.status).toBe("expired");
  });

  test("does not expire a millisecond before its end", () => {
    expect(refusalOf(() => expireInvitation(pending, null, { ...job, now: justBefore })).kind).toBe("wrong-state");
  });
});

test.each(invitationStatuses.filter((status) => status !== "pending"))(
  "an invitation that is %s stays so",
  (status) => {
    expect(statusAt(anInvitation({ status }), later({ days: 4000 }))).toBe(status);
  },
);
