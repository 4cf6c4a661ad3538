import { describe, expect, test } from "vitest";
import { parseSesEvent } from "../../../functions/record-delivery/ses-event.ts";
import { sesDetailTypes } from "../../../shared/names.ts";
import { aSesEvent, address, sesDetails } from "../../support/stack/ses-events.ts";

const at = "2026-11-22T10:05:00.000Z";
const suppressing = (reason: "bounce" | "complaint") =>
  ({ reason, address }) as { reason: string; address: string } | null;

describe("what SES says", () => {
  test.each<[keyof typeof sesDetailTypes, string | null, ReturnType<typeof suppressing>]>([
    ["delivered", null, null],
    ["delayed", "MailboxFull", null],
    ["bounced", "Permanent General 5.1.1", suppressing("bounce")],
    ["complained", "abuse", suppressing("complaint")],
    ["rejected", "Bad content", null],
  ])("of a mail that was %s is read, with its class for a reason", (outcome, reason, suppression) => {
    expect(parseSesEvent(aSesEvent(outcome))).toEqual({
      ...{ correlationId: "request-1", invitationId: "inv_01JD0000000000000000000001" },
      suppression,
      ...{ kind: "invitation", report: { outcome, mailSequence: 2, linkVersion: 1, at, reason, messageId: "m-1" } },
    });
  });

  test.each(Object.keys(sesDetailTypes) as (keyof typeof sesDetailTypes)[])(
    "of a mail that was %s is reported without its address",
    (outcome) => {
      const event = aSesEvent(outcome);
      expect(event).toContain(address);
      expect(JSON.stringify(parseSesEvent(event)?.report)).not.toContain(address);
    },
  );

  test.each<[string[], string | null]>([
    [[address], address],
    [["Contoso IT <IT@Contoso.example>"], address],
    [["nobody"], null],
    [[], null],
    [[address, "another@contoso.example"], null],
  ])("suppresses the one address that was mailed (%j), whoever the report names", (destination, suppressed) => {
    const bouncedRecipients = [{ emailAddress: "somebody.else@fabrikam.example" }];
    const bounce = { timestamp: at, bounceType: "Permanent", bounceSubType: "General", bouncedRecipients };
    const said = parseSesEvent(aSesEvent("bounced", { detail: { bounce }, destination }));
    expect(said?.suppression?.address ?? null).toBe(suppressed);
    const complaint = { timestamp: at, complainedRecipients: bouncedRecipients };
    const complained = parseSesEvent(aSesEvent("complained", { detail: { complaint }, destination }));
    expect(complained?.suppression?.address ?? null).toBe(suppressed);
  });

  test.each([undefined, null, "abuse", "Abuse", "fraud", "opt-out"])(
    "of a complaint of type %s is that the mail is not wanted",
    (complaintFeedbackType) => {
      const complaint = { timestamp: at, complaintFeedbackType, complaintSubType: null };
      expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))).toMatchObject({
        report: { outcome: "complained" },
        suppression: { reason: "complaint" },
      });
    },
  );

  test.each(["not-spam", "auth-failure", "virus", "other", "dmarc"])(
    "of a complaint of type %s says nothing of the owner's wish",
    (complaintFeedbackType) => {
      const complaint = { timestamp: at, complaintFeedbackType };
      expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))).toBeNull();
    },
  );

  test("of a complaint that only repeats the account's suppression list is a suppression", () => {
    const complaint = { timestamp: at, complaintSubType: "OnAccountSuppressionList" };
    expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))).toMatchObject({
      report: { outcome: "suppressed", reason: "OnAccountSuppressionList" },
      suppression: { reason: "complaint" },
    });
  });

  test("covers every detail-type that the rule lets in", () => {
    expect(Object.keys(sesDetails).toSorted()).toEqual(Object.keys(sesDetailTypes).toSorted());
  });

  test("of a bounce without recipients, of a complaint without a type, is read", () => {
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
    "of a %s bounce, %s, means %s and suppresses for %s",
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
  ])("of a permanent bounce with %j suppresses the address: %s", (recipient, suppresses) => {
    const bouncedRecipients = [{ emailAddress: address, ...recipient }];
    const bounce = { timestamp: at, bounceType: "Permanent", bounceSubType: "General", bouncedRecipients };
    const said = parseSesEvent(aSesEvent("bounced", { detail: { bounce } }));
    expect([said?.report.outcome, said?.suppression !== null]).toEqual(["bounced", suppresses]);
  });

  test("belongs to the request that led to the mail, or to itself where the mail does not say", () => {
    expect(parseSesEvent(aSesEvent("delivered", { addedTags: { correlation: [] } }))?.correlationId).toBe(
      "00000000-0000-0000-0000-000000000001",
    );
  });

  test("takes no text over from the mailbox's side that is more than a word", () => {
    const complaint = { timestamp: at, complaintFeedbackType: `abuse by ${address}` };
    expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))).toBeNull();
    const listed = { timestamp: at, complaintFeedbackType: "abuse", complaintSubType: `by ${address}` };
    expect(parseSesEvent(aSesEvent("complained", { detail: { complaint: listed } }))?.report.reason).toBe("abuse");
    const bouncedRecipients = [{ status: `5.1.1 ${address}` }];
    const bounce = { timestamp: at, bounceType: "Permanent", bounceSubType: "General", bouncedRecipients };
    expect(parseSesEvent(aSesEvent("bounced", { detail: { bounce } }))?.report.reason).toBe("Permanent General");
  });

  test("has its moment from SES, in UTC with milliseconds, or from the event where SES names none", () => {
    const delivery = { timestamp: "2026-11-22T12:05:00+02:00" };
    expect(parseSesEvent(aSesEvent("delivered", { detail: { delivery } }))?.report.at).toBe(at);
    expect(parseSesEvent(aSesEvent("rejected"))?.report.at).toBe(at);
  });

  test.each<[string, Record<string, readonly string[]>]>([
    ["without tags of ours", { "ses:configuration-set": ["x"] }],
    ["of another kind", { kind: ["newsletter"] }],
    ["without an invitation", { invitation: [] }],
    ["with a link that is no number", { link: ["one"] }],
    ["with a mail that is no number", { mail: ["2.5"] }],
  ])("of a mail %s is none of ours", (name, tags) => {
    const own = name === "without tags of ours" ? { tags } : { addedTags: tags };
    expect(parseSesEvent(aSesEvent("delivered", own))).toBeNull();
  });

  test("of something that is no mail's end is none of ours", () => {
    expect(parseSesEvent(aSesEvent("delivered", { detailType: "Email Opened" }))).toBeNull();
  });

  test.each(["", "{}", "[]", `{"detail-type":"Email Delivered"}`])(
    "that is no event of SES (%j) cannot be read",
    (body) => {
      expect(() => parseSesEvent(body)).toThrow();
    },
  );
});
