import { describe, expect, test } from "vitest";
import { parseSesEvent } from "../../../functions/record-delivery/ses-event.ts";
import { sesDetailTypes } from "../../../shared/names.ts";
import { aSesEvent, address, sesDetails } from "../../support/stack/ses-events.ts";

const at = "2026-11-22T10:05:00.000Z";
const suppressing = (reason: "bounce" | "complaint") =>
  ({ reason, address }) as { reason: string; address: string } | null;

describe("an event of SES", () => {
  test.each<[keyof typeof sesDetailTypes, string | null, ReturnType<typeof suppressing>]>([
    ["delivered", null, null],
    ["delayed", "MailboxFull", null],
    ["bounced", "Permanent General 5.1.1", suppressing("bounce")],
    ["complained", "abuse", suppressing("complaint")],
    ["rejected", "Bad content", null],
  ])("about a mail that was %s is read with its type as the reason", (outcome, reason, suppression) => {
    expect(parseSesEvent(aSesEvent(outcome))).toEqual({
      ...{ correlationId: "request-1", invitationId: "inv_01JD0000000000000000000001" },
      suppression,
      ...{ kind: "invitation", report: { outcome, mailSequence: 2, linkVersion: 1, at, reason, messageId: "m-1" } },
    });
  });

  test.each<[string[], string | null]>([
    [[address], address],
    [["Contoso IT <IT@Contoso.example>"], address],
    [["nobody"], null],
    [[], null],
    [[address, "another@contoso.example"], null],
  ])("suppresses the only destination of the mail (%j), not the named recipient", (destination, suppressed) => {
    const bouncedRecipients = [{ emailAddress: "somebody.else@fabrikam.example" }];
    const bounce = { timestamp: at, bounceType: "Permanent", bounceSubType: "General", bouncedRecipients };
    const said = parseSesEvent(aSesEvent("bounced", { detail: { bounce }, destination }));
    expect(said?.suppression?.address ?? null).toBe(suppressed);
    const complaint = { timestamp: at, complainedRecipients: bouncedRecipients };
    const complained = parseSesEvent(aSesEvent("complained", { detail: { complaint }, destination }));
    expect(complained?.suppression?.address ?? null).toBe(suppressed);
  });

  test.each([undefined, null, "abuse", "Abuse", "fraud", "opt-out"])(
    "about a complaint of type %s is a complaint",
    (complaintFeedbackType) => {
      const complaint = { timestamp: at, complaintFeedbackType, complaintSubType: null };
      expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))).toMatchObject({
        report: { outcome: "complained" },
        suppression: { reason: "complaint" },
      });
    },
  );

  test.each(["not-spam", "auth-failure", "virus", "other", "dmarc"])(
    "about a complaint of type %s is ignored",
    (complaintFeedbackType) => {
      const complaint = { timestamp: at, complaintFeedbackType };
      expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))).toBeNull();
    },
  );

  test("about a complaint from the account's suppression list is a suppression", () => {
    const complaint = { timestamp: at, complaintSubType: "OnAccountSuppressionList" };
    expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))).toMatchObject({
      report: { outcome: "suppressed", reason: "OnAccountSuppressionList" },
      suppression: { reason: "complaint" },
    });
  });

  test("can be read for every detail-type that the rule forwards", () => {
    expect(Object.keys(sesDetails).toSorted()).toEqual(Object.keys(sesDetailTypes).toSorted());
  });

  test("can be read without recipients of a bounce or a type of complaint", () => {
    const bounce = { timestamp: at, bounceType: "Transient", bounceSubType: "General" };
    expect(parseSesEvent(aSesEvent("bounced", { detail: { bounce } }))?.report.reason).toBe("Transient General");
    expect(parseSesEvent(aSesEvent("complained", { detail: { complaint: { timestamp: at } } }))?.report.reason).toBe(
      "complaint",
    );
  });

  test.each([
    ["Permanent", "General", "bounced", "bounce"],
    ["Permanent", "NoEmail", "bounced", "bounce"],
    ["Permanent", "OnAccountSuppressionList", "suppressed", "bounce"],
    ["Transient", "OnAccountSuppressionList", "suppressed", "bounce"],
    ["Permanent", "Suppressed", "suppressed", "bounce"],
    ["Permanent", "UnsubscribedRecipient", "suppressed", null],
    ["Undetermined", "Undetermined", "undelivered", null],
    ...[
      "General",
      "MailboxFull",
      "MessageTooLarge",
      "CustomTimeoutExceeded",
      "ContentRejected",
      "AttachmentRejected",
    ].map((subType) => ["Transient", subType, "undelivered", null]),
    ["SomethingNew", "General", "undelivered", null],
  ] as [string, string, string, string | null][])(
    "about a %s bounce (%s) means %s and suppresses for %s",
    (bounceType, bounceSubType, outcome, reason) => {
      const bounce = { timestamp: at, bounceType, bounceSubType };
      const said = parseSesEvent(aSesEvent("bounced", { detail: { bounce } }));
      expect([said?.report.outcome, said?.suppression?.reason ?? null]).toEqual([outcome, reason]);
    },
  );

  test.each([
    [{ status: "5.1.1" }, true],
    [{ status: "5.7.1" }, false],
    [{ status: "5.7.26" }, false],
    [{ status: "5.0.0", diagnosticCode: "smtp; 550 5.7.1 DMARC" }, false],
    [{ diagnosticCode: "smtp; 550-5.7.26 unauthenticated" }, false],
    [{ status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 see rule 5.7.1" }, true],
    [{ status: "5.0.0", diagnosticCode: "smtp; 550 15.7.1" }, true],
    [{}, true],
  ])("about a permanent bounce with %j suppresses the address: %s", (recipient, suppresses) => {
    const bouncedRecipients = [{ emailAddress: address, ...recipient }];
    const bounce = { timestamp: at, bounceType: "Permanent", bounceSubType: "General", bouncedRecipients };
    const said = parseSesEvent(aSesEvent("bounced", { detail: { bounce } }));
    expect([said?.report.outcome, said?.suppression !== null]).toEqual(["bounced", suppresses]);
  });

  test("has its own id as the correlation id when the mail has none", () => {
    expect(parseSesEvent(aSesEvent("delivered", { addedTags: { correlation: [] } }))?.correlationId).toBe(
      "00000000-0000-0000-0000-000000000001",
    );
  });

  test("is read without free text of the receiving mail system", () => {
    const complaint = { timestamp: at, complaintFeedbackType: `abuse by ${address}` };
    expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))).toBeNull();
    const listed = { timestamp: at, complaintFeedbackType: "abuse", complaintSubType: `by ${address}` };
    expect(parseSesEvent(aSesEvent("complained", { detail: { complaint: listed } }))?.report.reason).toBe("abuse");
    const bouncedRecipients = [{ status: `5.1.1 ${address}` }];
    const bounce = { timestamp: at, bounceType: "Permanent", bounceSubType: "General", bouncedRecipients };
    expect(parseSesEvent(aSesEvent("bounced", { detail: { bounce } }))?.report.reason).toBe("Permanent General");
  });

  test("has its time from SES in UTC with milliseconds, else from the event", () => {
    const delivery = { timestamp: "2026-11-22T12:05:00+02:00" };
    expect(parseSesEvent(aSesEvent("delivered", { detail: { delivery } }))?.report.at).toBe(at);
    expect(parseSesEvent(aSesEvent("rejected"))?.report.at).toBe(at);
  });

  test.each<[string, Record<string, readonly string[]>]>([
    ["without tags of ours", { "ses:configuration-set": ["x"] }],
    ["of another kind", { kind: ["newsletter"] }],
    ["without an invitation", { invitation: [] }],
    ["with a link that is not a number", { link: ["one"] }],
    ["with a mail that is not a number", { mail: ["2.5"] }],
  ])("about a mail %s is ignored", (name, tags) => {
    const own = name === "without tags of ours" ? { tags } : { addedTags: tags };
    expect(parseSesEvent(aSesEvent("delivered", own))).toBeNull();
  });

  test("of another detail-type is ignored", () => {
    expect(parseSesEvent(aSesEvent("delivered", { detailType: "Email Opened" }))).toBeNull();
  });

  test.each(["", "{}", "[]", `{"detail-type":"Email Delivered"}`])("that is malformed (%j) cannot be read", (body) => {
    expect(() => parseSesEvent(body)).toThrow();
  });
});
