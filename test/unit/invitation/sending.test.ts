import { describe, expect, test } from "vitest";
import { readingOf, together } from "../../../shared/invitation/rules/changes.ts";
import { createInvitation, editInvitation } from "../../../shared/invitation/rules/drafts.ts";
import { cancelInvitation } from "../../../shared/invitation/rules/ends.ts";
import { redirectInvitation, sendInvitation, type IssueInput } from "../../../shared/invitation/rules/issuing.ts";
import type { InvitationStatus } from "../../../shared/invitation/lifecycle.ts";
import { readInvitation } from "../../../shared/invitation/rules/reading.ts";
import { assertOfferable } from "../../../shared/terms/rules.ts";
import { anInvitation, anIssue, aPolicy, ids, someTerms } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";
import type { InvitationTerms } from "../../../shared/terms/model.ts";

const by = { actor: { kind: "partner", id: "user-1" }, now } as const;
const { offer, offerDigest } = anIssue();
const input: IssueInput = {
  mode: "email",
  offer,
  offerDigest,
  portal: "rapport",
  linkEpoch: 7,
  codeRequired: false,
};
const send = (terms: Partial<InvitationTerms>, mode: IssueInput["mode"] = "email") =>
  sendInvitation(anInvitation({ status: "draft", terms: someTerms(terms) }), { ...input, mode }, aPolicy(), by);
const germany = aPolicy({ requiredPermissions: ["directory.admin", "users.admin"] });

describe("the terms of an invitation", () => {
  const refusalOfTerms = (terms: Partial<InvitationTerms>, policy = aPolicy()) =>
    refusalOf(() => assertOfferable(someTerms(terms), policy));

  test.each([
    ["unknown-permission", { permissions: ["users.admin", "x"] }, aPolicy(), ["/permissions/1"]],
    ["permissions-required", { permissions: ["users.admin"] }, germany, ["/permissions"]],
    ["permissions-required", { permissions: [] }, germany, ["/permissions"]],
    ["validation", { permissions: ["directory.admin"], autoExtend: true }, aPolicy(), ["/autoExtend"]],
    ["link-missing", { message: { subject: "Hi", text: "no link" } }, aPolicy(), ["/message/text"]],
  ] as const)("with one fault are refused as %s", (kind, terms, policy, pointers) => {
    const refusal = refusalOfTerms(terms, policy);
    expect(refusal.kind).toBe(kind);
    expect(refusal.faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test("with several faults are refused for all at once", () => {
    const refusal = refusalOfTerms(
      { permissions: ["y", "directory.admin", "z"], autoExtend: true, message: { subject: "Hi", text: "" } },
      germany,
    );
    expect(refusal.kind).toBe("validation");
    expect(refusal.faults.map(({ pointer }) => pointer)).toEqual([
      "/permissions/0",
      "/permissions/2",
      "/permissions",
      "/autoExtend",
      "/message/text",
    ]);
    expect(refusal.members).toEqual({ required: germany.requiredPermissions });
  });

  test.each([
    { permissions: [] },
    { permissions: ["directory.admin"], autoExtend: false },
    { permissions: ["users.admin", "billing.read"], autoExtend: true },
    { message: { subject: "Hi", text: "go to {{link}} soon" } },
  ])("may be offered: %o", (terms) => {
    expect(() => assertOfferable(someTerms(terms), aPolicy())).not.toThrow();
  });

  test("are checked when a draft is created, edited and sent", () => {
    const bad = someTerms({ permissions: ["x"] });
    const draft = anInvitation({ status: "draft" });
    const acts = [
      () => createInvitation({ ...draft, terms: bad }, aPolicy(), by),
      () => editInvitation(draft, { terms: bad }, aPolicy(), by),
      () => sendInvitation({ ...draft, terms: bad }, input, aPolicy(), by),
    ];
    for (const act of acts) expect(refusalOf(act).kind).toBe("unknown-permission");
  });
});

describe("sending an invitation", () => {
  test("records the offer, and sets the end from now", () => {
    const { after } = send({ expiresIn: "P7D" });
    expect(after.issue).toMatchObject({
      ...{ offer, offerDigest, portal: "rapport", linkVersion: 1, linkEpoch: 7, mailSequence: 2, viewedAt: null },
      ...{ issuedAt: now, expiresAt: later({ days: 7 }) },
    });
    expect(after.terms).toEqual(someTerms({ expiresIn: "P7D" }));
  });

  test.each([
    ["email", null, ["P3D", "P7D", "P14D", "-P1D"]],
    ["email", ["P1D"], ["P1D"]],
    ["email", [], []],
    ["self", null, []],
    ["self", ["P2D"], ["P2D"]],
  ] as const)("by %s with the reminders %o plans %o", (mode, reminders, plan) => {
    const { after } = send({ reminders }, mode);
    expect(after.issue).toMatchObject({ mode, reminders: { plan, sent: 0, lastAt: null } });
  });

  test("together with creating gives one change with the last state and both events", () => {
    const { id, partnerId, sandbox, cloud, createdBy, terms } = anInvitation({ status: "draft" });
    const nothingKnown = { relationshipId: null, customerId: null };
    const created = createInvitation(
      { id, partnerId, sandbox, cloud, createdBy, terms, ...nothingKnown },
      aPolicy(),
      by,
    );
    const change = together(created, sendInvitation(created.after, input, aPolicy(), by));
    expect(change).toMatchObject({ action: "create", before: null, after: { status: "pending", version: 2 } });
    expect(change.events.map(({ type, sequence }) => `${type} ${sequence}`)).toEqual([
      "InvitationCreated 1",
      "InvitationIssued 2",
    ]);
    expect(readingOf(change)).toEqual(readInvitation(change.after, null, now));
  });
});

test.each([
  ["correct-address", 0],
  ["hand-over", 1],
] as const)("another address by %s gets a new link, with %i hand-overs counted", (action, handOvers) => {
  const before = anInvitation({ status: "pending", issue: anIssue({ viewedAt: now }) });
  const redirected = {
    offer,
    offerDigest,
    linkEpoch: 7,
    mode: "email",
    codeRequired: false,
    customerId: null,
  } as const;
  const { issue } = redirectInvitation(action, before, redirected, { ...by, delivery: null }).after;
  expect(issue).toMatchObject({ handOvers, linkVersion: before.issue.linkVersion + 1, viewedAt: null });
});

test("editing a draft replaces its terms only", () => {
  const before = anInvitation({ status: "draft" });
  const terms = someTerms({ permissions: [], duration: "P1D" });
  expect(editInvitation(before, { terms }, aPolicy(), by)?.after).toEqual({ ...before, terms, version: 2 });
});

test("editing a draft without a difference changes nothing", () => {
  const before = anInvitation({ status: "draft" });
  const { customer, ...others } = before.terms;
  const inOtherOrder = { ...others, customer: { ...customer } };
  expect(editInvitation(before, { terms: inOtherOrder }, aPolicy(), by)).toBeNull();
});

test.each(["draft", "pending"] as const)(
  "cancelling a %s invitation keeps its issue and records the reason",
  (status) => {
    const before = anInvitation({ status });
    const { after, events } = cancelInvitation(before, { cancelCode: "by-partner", reason: "wrong customer" }, null, {
      ...by,
      now: later({ days: 1 }),
    });
    expect(after).toMatchObject({ issue: before.issue, decidedAt: later({ days: 1 }), cancelReason: "wrong customer" });
    expect(events[0]?.data["invitation"]).toMatchObject({ cancelReason: "wrong customer", id: ids.invitation });
  },
);

test("a reading has the time of an answer or of a cancellation", () => {
  const momentsOf = (status: InvitationStatus) => {
    const { decidedAt, cancelledAt } = readInvitation(anInvitation({ status }), null, now);
    return { decidedAt, cancelledAt };
  };
  const at = later({ days: 1 });
  expect(momentsOf("accepted")).toEqual({ decidedAt: at, cancelledAt: null });
  expect(momentsOf("declined")).toEqual({ decidedAt: at, cancelledAt: null });
  expect(momentsOf("cancelled")).toEqual({ decidedAt: null, cancelledAt: at });
  expect(momentsOf("pending")).toEqual({ decidedAt: null, cancelledAt: null });
});
