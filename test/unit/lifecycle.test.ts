import { describe, expect, test } from "vitest";
import { acceptInvitation, assertAcceptable } from "../../shared/invitation/rules/acceptance.ts";
import {
  askForNewLink,
  declineInvitation,
  requestCode,
  viewInvitation,
} from "../../shared/invitation/rules/answers.ts";
import { changeOf } from "../../shared/invitation/rules/changes.ts";
import { createInvitation, editInvitation } from "../../shared/invitation/rules/drafts.ts";
import { cancelInvitation, expireInvitation } from "../../shared/invitation/rules/ends.ts";
import {
  redirectInvitation,
  remindInvitation,
  renewInvitation,
  resendInvitation,
  sendInvitation,
} from "../../shared/invitation/rules/issuing.ts";
import {
  allow,
  invitationLifecycle,
  invitationStatuses,
  rowOf,
  type InvitationAction,
} from "../../shared/invitation/lifecycle.ts";
import { asOf, type Invitation, type InvitationChange, type Moment } from "../../shared/invitation/model.ts";
import { anAcceptance, anInvitation, anIssue, aPolicy, ids, someTerms } from "../support/builders/builders.ts";
import { later, now } from "../support/builders/fixed-clock.ts";
import { refusalOf } from "../support/refusals.ts";

const moment = (at: string): Moment => ({ actor: { kind: "partner", id: "user-1" }, now: at });
const { offerDigest, offer } = anIssue();
const by = { name: null, email: null, title: null };
const after = (at: string) => ({ ...moment(at), delivery: null });
const present = { portal: "rapport", linkEpoch: 1 };
const elsewhere = {
  ...{ offer, offerDigest, linkEpoch: 1, codeRequired: false },
  mode: "email",
  customerId: null,
} as const;

/** How each row of the table is carried out. A row without one does not compile. */
const carriedOut: Record<InvitationAction, (before: Invitation, at: string) => InvitationChange | null> = {
  create: ({ id, partnerId, sandbox, cloud, createdBy, terms, relationshipId, customerId }, at) =>
    createInvitation(
      { id, partnerId, sandbox, cloud, createdBy, terms, relationshipId, customerId },
      aPolicy(),
      moment(at),
    ),
  edit: (before, at) => editInvitation(before, { terms: someTerms({ duration: "P10D" }) }, aPolicy(), moment(at)),
  send: (before, at) =>
    sendInvitation(
      before,
      { mode: "email", offer, offerDigest, portal: "rapport", linkEpoch: 1, codeRequired: false },
      aPolicy(),
      moment(at),
    ),
  resend: (before, at) => resendInvitation(before, { ...present, rotate: true }, after(at)),
  renew: (before, at) => renewInvitation(before, present, after(at)),
  "correct-address": (before, at) => redirectInvitation("correct-address", before, elsewhere, after(at)),
  "hand-over": (before, at) => redirectInvitation("hand-over", before, elsewhere, after(at)),
  "ask-for-new-link": (before, at) => askForNewLink(before, null, moment(at)),
  view: (before, at) => viewInvitation(before, null, at),
  remind: (before, at) => remindInvitation(before, null, at),
  "request-code": (before, at) => requestCode(before, 1, null, at),
  accept: (before, at) =>
    acceptInvitation(assertAcceptable(before, anAcceptance(), [], at), anAcceptance(), {
      ...{ ...moment(at), delivery: null, amended: null },
      ...{ relationshipId: ids.relationship, customerId: ids.customer },
    }).change,
  decline: (before, at) =>
    declineInvitation("decline", before, { offerDigest, reason: "no", by, via: "page" }, after(at)),
  report: (before, at) =>
    declineInvitation("report", before, { offerDigest, reason: null, by, via: "page" }, after(at)),
  cancel: (before, at) => cancelInvitation(before, { cancelCode: "by-partner", reason: "mistake" }, null, moment(at)),
  expire: (before, at) => expireInvitation(before, null, moment(at)),
};

const rows = invitationLifecycle.filter(({ from }) => from.length > 0);
const cells = rows.flatMap((row) => invitationStatuses.map((status) => ({ ...row, status })));
const mayStartFrom = ({ from, status }: (typeof cells)[number]) => (from as readonly string[]).includes(status);
/** Only an invitation that is overdue expires. */
const momentOf = (action: InvitationAction) => (action === "expire" ? later({ days: 30 }) : later({ hours: 1 }));

describe("a row of the lifecycle", () => {
  test.each(cells.filter(mayStartFrom))("$action leads from $status by $event", ({ action, status, to, event }) => {
    // Seen already, for a customer's first act is two steps (see the acceptance's tests).
    const issue = status === "pending" && action !== "view" && { issue: anIssue({ viewedAt: now }) };
    const before = anInvitation({ status, ...issue });
    const at = momentOf(action);
    const change = carriedOut[action](before, at);
    expect(change?.before).toBe(before);
    expect(change?.after).toMatchObject({ id: before.id, status: to === "same" ? status : to });
    expect(change?.after.version).toBe(before.version + 1);
    expect(change?.events).toHaveLength(1);
    expect(change?.events[0]).toMatchObject({
      type: event,
      aggregate: before.id,
      sequence: before.version + 1,
      data: { previousStatus: status, invitation: { id: before.id, version: before.version + 1 } },
    });
  });

  test.each(cells.filter((cell) => !mayStartFrom(cell)))(
    "$action is refused from $status, and the refusal says from where it is not",
    ({ action, status, from }) => {
      const refusal = refusalOf(() => carriedOut[action](anInvitation({ status }), momentOf(action)));
      expect(refusal.kind).toBe("wrong-state");
      expect(refusal.members).toEqual({ invitationStatus: status, allowed: from });
    },
  );

  const overdue = anInvitation({ status: "pending", issue: anIssue({ viewedAt: now }) });

  test.each(rows.filter(({ action, from }) => action !== "expire" && !from.some((status) => status === "expired")))(
    "$action is refused on a pending invitation whose end has come, as on an expired one",
    ({ action, from }) => {
      const refusal = refusalOf(() => carriedOut[action](overdue, later({ days: 30 })));
      expect(refusal.kind).toBe("wrong-state");
      expect(refusal.members).toEqual({ invitationStatus: "expired", allowed: from });
    },
  );

  test.each(rows.filter(({ from }) => from.some((status) => status === "expired")))(
    "$action on a pending invitation whose end has come writes first that it is expired",
    ({ action, event }) => {
      const change = carriedOut[action](overdue, later({ days: 30 }));
      expect(change).toMatchObject({ action: "expire", before: overdue, after: { version: overdue.version + 2 } });
      expect(change?.events).toMatchObject([
        { type: "InvitationExpired", sequence: overdue.version + 1, data: { previousStatus: "pending" } },
        { type: event, sequence: overdue.version + 2, data: { previousStatus: "expired" } },
      ]);
    },
  );

  test("is tested for every action and status", () => {
    expect(cells.filter(mayStartFrom).length).toBe(16);
    expect(cells.length).toBe((invitationLifecycle.length - 1) * invitationStatuses.length);
  });

  test("create makes a draft of version 1", () => {
    const change = carriedOut.create(anInvitation({ status: "draft" }), now);
    expect(change?.before).toBeNull();
    expect(change?.after).toEqual(anInvitation({ status: "draft" }));
    expect(change?.events).toMatchObject([
      { type: "InvitationCreated", sequence: 1, data: { previousStatus: null, invitation: { status: "draft" } } },
    ]);
  });

  test("cannot lead to another status than its own", () => {
    const pending = anInvitation({ status: "pending" });
    expect(() => changeOf("decline", pending, { ...pending, version: 3 }, null, now)).toThrow("leads to declined");
    expect(() => changeOf("remind", pending, anInvitation({ status: "expired" }), null, now)).toThrow(
      "leads to pending",
    );
  });
});

describe("what an action is allowed on", () => {
  test("has the type of the statuses that its row starts from, without a cast", () => {
    const draft: Invitation = anInvitation({ status: "draft" });
    const pending: Invitation = anInvitation({ status: "pending" });
    const expired: Invitation = anInvitation({ status: "expired" });
    const ofDraft: null = allow("edit", draft).issue;
    const ofPending: string = allow("resend", pending).issue.offerDigest;
    const ofExpired: "expired" = allow("renew", expired).status;
    // @ts-expect-error A draft can be cancelled too, and has not been issued.
    const ofEither = allow("cancel", pending).issue.offerDigest;
    // @ts-expect-error Nothing is known of an invitation that was not asked about.
    const unasked = asOf(pending, now).issue.offerDigest;
    expect([ofDraft, ofPending, ofEither, unasked, ofExpired]).toEqual([
      ...[null, ...new Array<string>(3).fill(pending.issue?.offerDigest ?? ""), "expired"],
    ]);
  });

  test("is the unchanged invitation, at any time", () => {
    const longOver = anInvitation({ status: "pending", issue: anIssue({ expiresAt: now }) });
    expect(allow("resend", longOver)).toBe(longOver);
  });

  test("is refused in words that name the status, the action and where it starts from", () => {
    const refusal = refusalOf(() => allow("cancel", anInvitation({ status: "accepted" })));
    expect(refusal.message).toBe('The invitation is accepted; "cancel" starts from draft or pending.');
    expect(refusal.members).toEqual({ invitationStatus: "accepted", allowed: ["draft", "pending"] });
  });
});

describe("the table", () => {
  const isLeft = (status: string) => rows.some(({ from, to }) => to !== "same" && from.some((one) => one === status));

  test("never leaves a final status", () => {
    expect(invitationStatuses.filter((status) => !isLeft(status))).toEqual(["accepted", "declined", "cancelled"]);
    for (const status of ["accepted", "declined", "cancelled"])
      expect(rows.filter(({ from }) => from.some((one) => one === status))).toEqual([]);
  });

  test("has one row an action; only resending and renewing share an event", () => {
    expect(new Set(invitationLifecycle.map(({ action }) => action)).size).toBe(invitationLifecycle.length);
    const events = invitationLifecycle.map(({ event }) => event);
    expect(events.filter((event, at) => events.indexOf(event) !== at)).toEqual(["InvitationResent"]);
    for (const row of invitationLifecycle) expect(rowOf(row.action)).toBe(row);
  });

  test("lets only customers answer, only jobs remind and only partners send", () => {
    const doers = (action: InvitationAction) => rowOf(action).by;
    expect(doers("accept")).toEqual(["customer", "callback"]);
    expect(doers("decline")).toEqual(["customer", "callback"]);
    expect(doers("hand-over")).toEqual(["customer"]);
    expect(doers("remind")).toEqual(["job"]);
    expect(doers("send")).toEqual(["partner"]);
  });
});
