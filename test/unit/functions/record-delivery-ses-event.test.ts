import { describe, expect, test } from "vitest";
import { parseSesEvent } from "../../../functions/record-delivery/ses-event.ts";
import { sesDetailTypes } from "../../../shared/names.ts";
import { aSesEvent, address, sesDetails } from "../../support/stack/ses-events.ts";

const at = "2026-11-22T10:05:00.000Z";
const suppressing = (reason: "bounce" | "complaint") =>
  ({ reason, address }) as { reason: string; address: string } | null;

/** What is read of an event about a permanent bounce or a complaint, with these members. */
const bounced = (bounce: object, named: Parameters<typeof aSesEvent>[1] = {}) => {
  const permanent = { timestamp: at, bounceType: "Permanent", bounceSubType: "General" };
  return parseSesEvent(aSesEvent("bounced", { ...named, detail: { bounce: { ...permanent, ...bounce } } }));
};
const complained = (complaint: object = {}, named: Parameters<typeof aSesEvent>[1] = {}) =>
  parseSesEvent(aSesEvent("complained", { ...named, detail: { complaint: { timestamp: at, ...complaint } } }));

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
    const recipients = [{ emailAddress: "somebody.else@fabrikam.example" }];
    for (const read of [
      bounced({ bouncedRecipients: recipients }, { destination }),
      complained({ complainedRecipients: recipients }, { destination }),
    ])
      expect(read?.suppression?.address ?? null).toBe(suppressed);
  });

  test.each([
    ...[undefined, null, "abuse", "Abuse", "fraud", "opt-out"].map((type) => [type, "complained"] as const),
    ...["not-spam", "auth-failure", "virus", "other", "dmarc"].map((type) => [type, null] as const),
  ])("about a complaint of type %s is read as %s", (complaintFeedbackType, outcome) => {
    const read = complained({ complaintFeedbackType, complaintSubType: null });
    expect(read?.report.outcome ?? null).toBe(outcome);
    if (outcome !== null) expect(read?.suppression?.reason).toBe("complaint");
  });

  test("about a complaint from the account's suppression list is a suppression", () => {
    expect(complained({ complaintSubType: "OnAccountSuppressionList" })).toMatchObject({
      report: { outcome: "suppressed", reason: "OnAccountSuppressionList" },
      suppression: { reason: "complaint" },
    });
  });

  test("can be read for every detail-type that the rule forwards", () => {
    expect(Object.keys(sesDetails).toSorted()).toEqual(Object.keys(sesDetailTypes).toSorted());
  });

  test("can be read without recipients of a bounce or a type of complaint", () => {
    expect(bounced({ bounceType: "Transient" })?.report.reason).toBe("Transient General");
    expect(complained()?.report.reason).toBe("complaint");
  });

  const transient = ["General", "MailboxFull", "MessageTooLarge", "CustomTimeoutExceeded", "ContentRejected"];
  test.each<[string, string, string, string | null]>([
    ["Permanent", "General", "bounced", "bounce"],
    ["Permanent", "NoEmail", "bounced", "bounce"],
    ["Permanent", "OnAccountSuppressionList", "suppressed", "bounce"],
    ["Transient", "OnAccountSuppressionList", "suppressed", "bounce"],
    ["Permanent", "Suppressed", "suppressed", "bounce"],
    ["Permanent", "UnsubscribedRecipient", "suppressed", null],
    ["Undetermined", "Undetermined", "undelivered", null],
    ...[...transient, "AttachmentRejected"].map((subType): [string, string, string, null] => [
      ...(["Transient", subType, "undelivered", null] as const),
    ]),
    ["SomethingNew", "General", "undelivered", null],
  ])("about a %s bounce (%s) means %s and suppresses for %s", (bounceType, bounceSubType, outcome, reason) => {
    const read = bounced({ bounceType, bounceSubType });
    expect([read?.report.outcome, read?.suppression?.reason ?? null]).toEqual([outcome, reason]);
  });

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
    const read = bounced({ bouncedRecipients: [{ emailAddress: address, ...recipient }] });
    expect([read?.report.outcome, read?.suppression !== null]).toEqual(["bounced", suppresses]);
  });

  test("has its own id as the correlation id when the mail has none", () => {
    expect(parseSesEvent(aSesEvent("delivered", { addedTags: { correlation: [] } }))?.correlationId).toBe(
      "00000000-0000-0000-0000-000000000001",
    );
  });

  test("is read without free text of the receiving mail system", () => {
    expect(complained({ complaintFeedbackType: `abuse by ${address}` })).toBeNull();
    const listed = complained({ complaintFeedbackType: "abuse", complaintSubType: `by ${address}` });
    expect(listed?.report.reason).toBe("abuse");
    expect(bounced({ bouncedRecipients: [{ status: `5.1.1 ${address}` }] })?.report.reason).toBe("Permanent General");
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
