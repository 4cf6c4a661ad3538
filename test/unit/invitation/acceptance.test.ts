import { describe, expect, test } from "vitest";
import { acceptInvitation, assertAcceptable, type Acceptance } from "../../../shared/invitation/rules/acceptance.ts";
import { codeFault } from "../../../shared/codes/rules.ts";
import type { Pending } from "../../../shared/invitation/model.ts";
import { declineInvitation, requestCode, viewInvitation } from "../../../shared/invitation/rules/answers.ts";
import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import { anAcceptance, anInvitation, anIssue, anOffer, ids } from "../../support/builders/builders.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";

const at = later({ days: 2 });
const moment = { actor: { kind: "customer", id: ids.customer }, now: at } as const;
const pending = anInvitation({ status: "pending" });
const accept = (
  named: Partial<Acceptance>,
  { before = pending, requiredPermissions = [] }: { before?: Pending; requiredPermissions?: readonly string[] } = {},
) => {
  const acceptance = anAcceptance(named);
  return acceptInvitation(assertAcceptable(before, acceptance, requiredPermissions, at), acceptance, {
    ...{ ...moment, delivery: null },
    ...{ relationshipId: ids.relationship, customerId: ids.customer, amended: null },
  });
};
const selfSent = anInvitation({ status: "pending", issue: anIssue({ mode: "self", codeRequired: true }) });
const nobody = { name: "", email: "it@contoso.example", title: null };

describe("an acceptance", () => {
  test.each([
    ["more than was asked", { granted: ["users.admin", "licenses.admin", "directory.admin"] }, ["/permission"]],
    ["a longer time", { duration: "P366D" }, ["/duration"]],
    ["no time at all", { duration: "P0D" }, ["/duration"]],
    ["no name", { by: nobody }, ["/name"]],
    ["no agreement", { agreed: false }, ["/agreement"]],
    [
      "everything wrong",
      { granted: ["x", "y"], duration: "P9999D", by: nobody, agreed: false },
      ["/permission", "/permission", "/duration", "/name", "/agreement"],
    ],
  ] as const)("with %s is refused at the field", (_, named, pointers) => {
    const refusal = refusalOf(() => accept(named));
    expect(refusal.kind).toBe("validation");
    expect(refusal.faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test("without a permission that the cloud requires is refused", () => {
    const required = { requiredPermissions: ["users.admin"] };
    const refusal = refusalOf(() => accept({ granted: ["licenses.admin"] }, required));
    expect(refusal.faults).toMatchObject([
      { pointer: "/permission", message: "users.admin cannot be refused in this cloud." },
    ]);
    expect(accept({ granted: ["users.admin"] }, required).change.after.status).toBe("accepted");
  });

  test("needs a code only when the partner handed the link over itself", () => {
    expect(refusalOf(() => accept({ codeFault: codeFault(null) }, { before: selfSent })).faults).toMatchObject([
      { pointer: "/code" },
    ]);
    expect(accept({ codeFault: codeFault("06457312") }, { before: selfSent }).change.after.status).toBe("accepted");
    expect(accept({ codeFault: codeFault(null) }).change.after.status).toBe("accepted");
  });

  test("of another offer is refused before any other error", () => {
    const other = `sha256:${"0".repeat(64)}`;
    expect(refusalOf(() => accept({ offerDigest: other, agreed: false })).kind).toBe("offer-changed");
  });

  test("records the person, the grants and the agreement", () => {
    const { change } = accept({ granted: ["licenses.admin"], duration: "P90D" });
    expect(change.after).toMatchObject({
      decidedAt: at,
      relationshipId: ids.relationship,
      decision: {
        ...{ outcome: "accepted", partial: true, granted: ["licenses.admin"], duration: "P90D", reason: null },
        ...{ by: anAcceptance().by, via: "page", agreement: anOffer().agreement },
      },
    });
  });

  test("without permissions is recorded without a duration", () => {
    expect(accept({ granted: [], duration: "P90D" }).change.after).toMatchObject({
      decision: { outcome: "accepted", granted: [], duration: null },
    });
  });

  test.each([
    [{}, false],
    [{ granted: ["users.admin"] }, true],
    [{ granted: [] }, true],
    [{ duration: "P364D" }, true],
    [{ granted: ["users.admin", "users.admin"] }, true],
  ] as const)("of %o is partial: %s", (named, partial) => {
    expect(accept(named).change.after).toMatchObject({ decision: { partial } });
  });

  test("establishes the relationship, with grants from now for the granted duration", () => {
    const { relationship, change } = accept({ granted: ["licenses.admin", "licenses.admin"], duration: "P90D" });
    expect(relationship).toMatchObject({
      ...{ id: ids.relationship, partnerId: ids.partner, customerId: ids.customer, type: "reseller" },
      ...{ status: "active", version: 1, invitationId: ids.invitation, asked: ["users.admin", "licenses.admin"] },
      grants: [
        {
          ...{ permission: "licenses.admin", status: "active", startsAt: at },
          ...{ endsAt: later({ days: 92 }), autoExtend: false },
        },
      ],
    });
    expect(change.events.at(-1)?.data["relationship"]).toEqual(readRelationship(relationship, at));
  });
});

describe("a customer's answer", () => {
  const by = { name: "Ada", email: "it@contoso.example", title: null };
  const declined = (offerDigest: string) =>
    declineInvitation(
      "decline",
      pending,
      { offerDigest, reason: "too much", by, via: "page" },
      { ...moment, delivery: null },
    );

  test("that declines is recorded with its reason, and refused for another offer", () => {
    expect(declined(anIssue().offerDigest).after).toMatchObject({
      status: "declined",
      decidedAt: at,
      decision: { outcome: "declined", granted: [], duration: null, by, reason: "too much", agreement: null },
    });
    expect(refusalOf(() => declined(`sha256:${"0".repeat(64)}`)).kind).toBe("offer-changed");
  });

  test("records the first view of the page, once", () => {
    const answers = [accept({}).change, declined(anIssue().offerDigest), requestCode(pending, 1, null, at)];
    for (const { before, after, events } of answers) {
      expect(after.issue?.viewedAt).toBe(at);
      expect(events.map(({ sequence }) => sequence)).toEqual([pending.version + 1, pending.version + 2]);
      expect(events[0]).toMatchObject({ type: "InvitationViewed", data: { previousStatus: "pending" } });
      expect([before, after.version]).toEqual([pending, pending.version + 2]);
    }
    const seenBefore = anInvitation({ status: "pending", issue: anIssue({ viewedAt: later({ days: 1 }) }) });
    const again = accept({}, { before: seenBefore }).change;
    expect(again.after.issue?.viewedAt).toBe(later({ days: 1 }));
    expect(again.events.map(({ type }) => type)).toEqual(["InvitationAccepted"]);
  });

  test("by callback records no view of the page", () => {
    const { after, events } = accept({ via: "callback" }).change;
    expect(after.issue?.viewedAt).toBeNull();
    expect(events.map(({ type }) => type)).toEqual(["InvitationAccepted"]);
  });

  test("that is only a view is recorded once", () => {
    const first = viewInvitation(pending, null, at);
    expect(first?.after.issue?.viewedAt).toBe(at);
    expect(first && viewInvitation(first.after, null, later({ days: 3 }))).toBeNull();
  });

  test("that asks for a code is recorded with the code's number only", () => {
    expect(requestCode(pending, 3, null, at).events.at(-1)?.data["code"]).toEqual({ number: 3 });
  });
});
