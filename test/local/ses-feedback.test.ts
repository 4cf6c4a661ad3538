import { describe, expect, it } from "vitest";
import { feedbackOn, simulatorAddresses } from "../../infra/local/ses/feedback.ts";

interface Told {
  readonly bounce?: { readonly bounceType: string; readonly bounceSubType: string };
  readonly complaint?: { readonly complaintFeedbackType?: string; readonly complaintSubType: string | null };
  readonly deliveryDelay?: { readonly delayType: string };
}

const all = simulatorAddresses.flatMap((address) =>
  feedbackOn(address).map((feedback) => ({
    ...feedback,
    told: feedback.tell([address], "2026-11-30T12:00:00.000Z"),
  })),
);
const kindsOf = (kindOf: (told: Told) => string | undefined): string[] =>
  [...new Set(all.map(({ told }) => kindOf(told)).filter((kind) => kind !== undefined))].toSorted();

// What the SES guide documents in "Contents of event data that Amazon SES publishes".
describe("the simulator has an address", () => {
  it("for every type of bounce", () => {
    expect(kindsOf(({ bounce }) => bounce && `${bounce.bounceType} ${bounce.bounceSubType}`)).toEqual([
      "Permanent General",
      "Permanent NoEmail",
      "Permanent OnAccountSuppressionList",
      "Permanent Suppressed",
      "Permanent UnsubscribedRecipient",
      "Transient AttachmentRejected",
      "Transient ContentRejected",
      "Transient CustomTimeoutExceeded",
      "Transient General",
      "Transient MailboxFull",
      "Transient MessageTooLarge",
      "Undetermined Undetermined",
    ]);
  });

  it("for every type of complaint", () => {
    expect(
      kindsOf(
        ({ complaint }) => complaint && (complaint.complaintSubType ?? complaint.complaintFeedbackType ?? "none"),
      ),
    ).toEqual(["OnAccountSuppressionList", "abuse", "auth-failure", "fraud", "none", "not-spam", "other", "virus"]);
  });

  it("for every type of delay", () => {
    expect(kindsOf(({ deliveryDelay }) => deliveryDelay?.delayType)).toEqual([
      "BYOIPHostNameLookupUnavailable",
      "General",
      "IPFailure",
      "InternalFailure",
      "MailboxFull",
      "RecipientServerError",
      "SendingDeferral",
      "SpamDetected",
      "TransientCommunicationFailure",
      "Undetermined",
    ]);
  });

  it("for deliveries, rejected mails, and feedback that comes a day later", () => {
    expect([...new Set(all.map(({ type }) => type))].toSorted()).toEqual([
      "bounce",
      "complaint",
      "delivery",
      "deliveryDelay",
      "reject",
    ]);
    const late = all.filter(({ afterMs }) => afterMs === 86_400_000);
    expect([...new Set(late.map(({ eventType }) => eventType))].toSorted()).toEqual(["Bounce", "Complaint"]);
  });
});
