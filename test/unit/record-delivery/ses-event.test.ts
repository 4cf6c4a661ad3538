import { describe, expect, test } from "vitest";
import { parseSesEvent } from "../../../functions/record-delivery/ses-event.ts";
import { sesDetailTypes } from "../../../shared/names.ts";
import { aSesEvent, address, sesDetails } from "../../support/ses-events.ts";

const at = "2026-11-22T10:05:00.000Z";
const suppressing = (reason: "bounce" | "complaint") =>
  ({ reason, addresses: [address] }) as { reason: string; addresses: string[] } | null;

describe("what SES says", () => {
  test.each<[keyof typeof sesDetailTypes, string | null, ReturnType<typeof suppressing>]>([
    ["delivered", null, null],
    ["delayed", "MailboxFull", null],
    ["bounced", "Permanent General 5.1.1", suppressing("bounce")],
    ["complained", "abuse", suppressing("complaint")],
    ["rejected", "Bad content", null],
  ])("of a mail that was %s is read, with its class for a reason", (outcome, reason, suppression) => {
    expect(parseSesEvent(aSesEvent(outcome))).toEqual({
      ...{ sesEventId: "00000000-0000-0000-0000-000000000001", invitationId: "inv_01JD0000000000000000000001" },
      suppression,
      ...{ kind: "invitation", report: { outcome, mailSequence: 2, linkVersion: 1, at, reason } },
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

  test.each([
    ["Contoso IT <IT@Contoso.example>", [address]],
    ["nobody", []],
    [undefined, []],
  ])("of a bounce of %s is about %j", (emailAddress, addresses) => {
    const bouncedRecipients = [{ emailAddress }];
    const bounce = { timestamp: at, bounceType: "Permanent", bounceSubType: "General", bouncedRecipients };
    expect(parseSesEvent(aSesEvent("bounced", { detail: { bounce } }))?.suppression?.addresses).toEqual(addresses);
  });

  test("of who took a mail out of the unwanted ones is no complaint", () => {
    const complaint = { timestamp: at, complaintFeedbackType: "not-spam" };
    expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))).toBeNull();
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
    ["Permanent", "General", "bounced"],
    ["Permanent", "OnAccountSuppressionList", "suppressed"],
    ["Permanent", "Suppressed", "suppressed"],
    ["Undetermined", "Undetermined", "bounced"],
    ["Transient", "MailboxFull", "delayed"],
  ])("of a %s bounce, %s, means %s", (bounceType, bounceSubType, outcome) => {
    const bounce = { timestamp: at, bounceType, bounceSubType };
    expect(parseSesEvent(aSesEvent("bounced", { detail: { bounce } }))?.report.outcome).toBe(outcome);
  });

  test("takes no text over from the mailbox's side that is more than a word", () => {
    const complaint = { timestamp: at, complaintFeedbackType: `abuse by ${address}` };
    expect(parseSesEvent(aSesEvent("complained", { detail: { complaint } }))?.report.reason).toBe("complaint");
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
