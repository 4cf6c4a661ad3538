import { describe, expect, test } from "vitest";
import type { Delivery, MailOutcome, MailReport } from "../../../shared/delivery/model.ts";
import {
  deliveryEvent,
  mailedAt,
  readDelivery,
  recordDraftRead,
  recordReport,
} from "../../../shared/delivery/rules/progress.ts";
import { readInvitation } from "../../../shared/invitation/rules/reading.ts";
import { aDelivery, anInvitation, anIssue, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const pending = anInvitation({ status: "pending" });
const at = later({ minutes: 5 });
const report = (outcome: MailOutcome, named: Partial<MailReport> = {}): MailReport => ({
  ...{ outcome, mailSequence: 2, linkVersion: 1, at, reason: null, messageId: null },
  ...named,
});
const outcomes = [
  ...(["sent", "delayed", "undelivered", "delivered"] as const),
  ...(["rejected", "suppressed", "bounced", "complained"] as const),
];
const events: Record<MailOutcome, string> = {
  ...{ sent: "InvitationMailed", delayed: "InvitationDelayed", delivered: "InvitationDelivered" },
  ...{ bounced: "InvitationBounced", complained: "InvitationComplained", rejected: "InvitationRejected" },
  ...{ suppressed: "InvitationSuppressed", undelivered: "InvitationUndelivered" },
};
/** Row: what is known. Column: what is reported, in the order of `outcomes`. `+` wins, `.` changes nothing. */
const wins: Record<MailOutcome, string> = {
  sent: ".+++++++",
  delayed: "..++++++",
  undelivered: "...+++++",
  delivered: "....++++",
  rejected: ".......+",
  suppressed: ".......+",
  bounced: ".......+",
  complained: "........",
};
const cells = outcomes.flatMap((known) =>
  outcomes.map((reported, column) => ({ known, reported, wins: wins[known][column] === "+" })),
);

describe("a report about a mail", () => {
  test.each(outcomes)("that is the first (%s) counts", (outcome) => {
    const changes = recordReport(pending, null, report(outcome, { reason: "why" }));
    const isTaken = !["rejected", "suppressed"].includes(outcome);
    const isImplied = isTaken && outcome !== "sent";
    expect(changes.at(-1)?.after).toEqual({
      ...{ invitationId: ids.invitation, version: isImplied ? 2 : 1, mailSequence: 2, status: outcome, at },
      ...{ reason: "why", takenAt: isTaken ? at : null, messageId: null },
    });
    // What only a mail that was taken can come to says first that it was taken.
    expect(changes.map(({ type }) => type)).toEqual([...(isImplied ? ["InvitationMailed"] : []), events[outcome]]);
  });

  test.each(cells)("of $reported, where $known is known: wins $wins", ({ known, reported, wins }) => {
    const before = aDelivery({ status: known, version: 4 });
    const [change, ...others] = recordReport(pending, before, report(reported));
    expect([change !== undefined, others]).toEqual([wins, []]);
    if (wins)
      expect(change).toMatchObject({ before, after: { version: 5, status: reported, at }, type: events[reported] });
  });

  test("that SES took it, after it was delivered, is recorded once and does not turn back the status", () => {
    const delivered = aDelivery({ status: "delivered", takenAt: null, reason: "x" });
    const [change] = recordReport(pending, delivered, report("sent"));
    expect(change).toMatchObject({ type: "InvitationMailed", after: { ...delivered, version: 2, takenAt: at } });
    expect(change && recordReport(pending, change.after, report("sent"))).toEqual([]);
  });

  test.each<[string, Partial<MailReport>]>([
    ["of an older link", { linkVersion: 0 }],
    ["of a link that is not known yet", { linkVersion: 2 }],
    ["of a mail before the newest", { mailSequence: 1 }],
  ])("%s changes nothing", (_, named) => {
    expect(recordReport(pending, null, report("bounced", named))).toEqual([]);
  });

  test("of a reminder counts for the address, and stays with the newest mail", () => {
    const [change] = recordReport(pending, aDelivery({ status: "delivered" }), report("bounced", { mailSequence: 5 }));
    expect(change?.after).toMatchObject({ status: "bounced", mailSequence: 2 });
  });

  test("that SES gave up after a delivery, as it reports replies of absent recipients, changes nothing", () => {
    const delivered = aDelivery({ status: "delivered" });
    expect(recordReport(pending, delivered, report("undelivered", { reason: "Transient General" }))).toEqual([]);
  });

  test("about the invitation's mail keeps its SES id, which a reminder's report does not change", () => {
    const [change] = recordReport(pending, null, report("sent", { messageId: "own" }));
    expect(change?.after.messageId).toBe("own");
    const [, delivered] = recordReport(pending, null, report("delivered", { messageId: "own" }));
    expect(delivered?.after.messageId).toBe("own");
    const [bounced] = recordReport(
      pending,
      change?.after ?? null,
      report("bounced", { mailSequence: 5, messageId: "reminder" }),
    );
    expect(bounced?.after).toMatchObject({ status: "bounced", messageId: "own" });
  });

  test.each(["sent", "delayed", "undelivered", "delivered"] as const)(
    "of a reminder (%s) says nothing of the own mail",
    (outcome) => {
      const reported = report(outcome, { mailSequence: 5 });
      for (const known of [null, aDelivery({ status: "sent" })])
        expect(recordReport(pending, known, reported)).toEqual([]);
    },
  );

  test("starts anew once a newer mail was asked for", () => {
    const resent = anInvitation({ status: "pending", issue: anIssue({ mailSequence: 6, linkVersion: 2 }) });
    const old = aDelivery({ status: "complained", version: 3 });
    expect(readDelivery(resent, old).status).toBe("queued");
    const [change] = recordReport(resent, old, report("sent", { mailSequence: 6, linkVersion: 2 }));
    expect(change?.after).toMatchObject({ status: "sent", version: 4, mailSequence: 6 });
  });

  test("about the previous mail with the same link changes nothing after a resend", () => {
    const resent = anInvitation({ status: "pending", issue: anIssue({ mailSequence: 6 }) });
    for (const outcome of outcomes) expect(recordReport(resent, aDelivery(), report(outcome))).toEqual([]);
    const [change] = recordReport(resent, aDelivery({ status: "bounced" }), report("sent", { mailSequence: 6 }));
    expect(change?.after).toMatchObject({ status: "sent", mailSequence: 6, reason: null });
  });

  test("about the previous address changes nothing after a correction or hand-over", () => {
    const redirected = anInvitation({ status: "pending", issue: anIssue({ mailSequence: 4, linkVersion: 2 }) });
    for (const outcome of outcomes)
      for (const mailSequence of [2, 3])
        expect(recordReport(redirected, aDelivery(), report(outcome, { mailSequence }))).toEqual([]);
  });

  test("of a reminder counts again after the same link went out again", () => {
    const resent = anInvitation({ status: "pending", issue: anIssue({ mailSequence: 6 }) });
    const changes = recordReport(resent, null, report("complained", { mailSequence: 7 }));
    expect(changes.at(-1)?.after).toMatchObject({ status: "complained", mailSequence: 6 });
  });

  test("about a draft changes nothing", () => {
    expect(recordReport(anInvitation({ status: "draft" }), null, report("sent"))).toEqual([]);
  });
});

describe("a mail went out", () => {
  const asked = later({ days: 2 });
  const issue = anIssue({ askedAt: asked, mailSequence: 4 });
  const known = (named: Partial<Delivery>) => aDelivery({ mailSequence: 4, ...named });
  test.each<[string, Delivery | null, string]>([
    ["no sooner than now while nothing is known", null, at],
    ["no sooner than now while only an older one is known", aDelivery(), at],
    [
      "when SES took it",
      known({ status: "delivered", at: later({ days: 4 }), takenAt: later({ days: 3 }) }),
      later({ days: 3 }),
    ],
    ["when it got on, where nobody saw it taken", known({ at: later({ days: 3 }), takenAt: null }), later({ days: 3 })],
  ])("%s", (_, delivery, expected) => {
    expect(mailedAt(issue, delivery, at)).toBe(expected);
  });

  test("when the partner was handed the link", () => {
    expect(mailedAt({ ...issue, mode: "self" }, null, at)).toBe(asked);
  });
});

describe("the delivery of an invitation reads", () => {
  const selfSent = anInvitation({ status: "pending", issue: anIssue({ mode: "self" }) });
  type Reading = [mode: string | null, status: string, at: string | null, reason: string | null];
  test.each<[string, Parameters<typeof readDelivery>[0], Delivery | null, Reading]>([
    ["none before sending", anInvitation({ status: "draft" }), null, [null, "none", null, null]],
    ["self when handed over", selfSent, null, ["self", "self", now, null]],
    [
      "self when handed over and its draft was read",
      selfSent,
      aDelivery({ status: null }),
      ["self", "self", now, null],
    ],
    [
      "what became of a code or a reminder, when handed over and that was the end",
      selfSent,
      aDelivery({ status: "bounced", at, reason: "Permanent" }),
      ["self", "bounced", at, "Permanent"],
    ],
    [
      "self when handed over again since",
      anInvitation({ status: "pending", issue: anIssue({ mode: "self", mailSequence: 3 }) }),
      aDelivery({ status: "bounced", at }),
      ["self", "self", now, null],
    ],
    ["queued while nothing is known", pending, null, ["email", "queued", now, null]],
    ["queued while only its draft was read", pending, aDelivery({ status: null }), ["email", "queued", now, null]],
    [
      "queued since the newest mail was asked for",
      anInvitation({ status: "pending", issue: anIssue({ askedAt: at, mailSequence: 3 }) }),
      aDelivery({ status: "bounced" }),
      ["email", "queued", at, null],
    ],
    [
      "what was reported",
      pending,
      aDelivery({ status: "bounced", at, reason: "Permanent" }),
      ["email", "bounced", at, "Permanent"],
    ],
  ])("%s", (_, invitation, delivery, expected) => {
    const { mode, status, at: since, reason } = readDelivery(invitation, delivery);
    expect([mode, status, since, reason]).toEqual(expected);
  });

  const ended = { mode: "email", status: "none", at: null };
  test.each(["accepted", "declined", "cancelled", "expired"] as const)(
    "none, with the reason, where it is %s and no mail of its newest sending went out",
    (status) => {
      const invitation = anInvitation({ status, issue: anIssue({ mailSequence: 3 }) });
      for (const delivery of [null, aDelivery({ status: null }), aDelivery({ status: "delivered" })]) {
        const { reason, ...reading } = readDelivery(invitation, delivery);
        expect(reading).toEqual(ended);
        expect(reason).toMatch(/^No mail was known to have gone out/);
      }
      const out = aDelivery({ status: "delivered", mailSequence: 3 });
      expect(readDelivery(invitation, out).status).toBe("delivered");
    },
  );

  test("none from its end on, even before the sweep has written that", () => {
    expect(readInvitation(pending, null, later({ days: 29 })).delivery.status).toBe("queued");
    expect(readInvitation(pending, null, later({ days: 30 })).delivery).toMatchObject(ended);
  });
});

describe("reading the draft", () => {
  test("is a step of the delivery, each time, that changes nothing but the version", () => {
    const first = recordDraftRead(pending, null);
    expect(first).toMatchObject({ type: "InvitationDraftRead", before: null, after: { version: 1, status: null } });
    const known = aDelivery({ status: "bounced", version: 7 });
    expect(recordDraftRead(pending, known).after).toEqual({ ...known, version: 8 });
  });
});

test("a step is an event of the delivery, an aggregate of its own", () => {
  const [change] = recordReport(pending, null, report("sent"));
  const data = { invitation: readInvitation(pending, null, now), previousStatus: null };
  expect(change && deliveryEvent(change, data)).toEqual({
    ...{ type: "InvitationMailed", aggregate: `${ids.invitation}/delivery`, sequence: 1, sandbox: false, data },
  });
});
