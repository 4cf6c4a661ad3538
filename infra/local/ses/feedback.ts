import { randomUUID } from "node:crypto";

/** The names of an event as the template, the event itself and the bus write them, and what it tells beside the mail. */
export interface Feedback {
  readonly type: string;
  readonly eventType: string;
  readonly detailType: string;
  /** How long after the mail it is told, milliseconds; at once when absent. */
  readonly afterMs?: number;
  readonly tell: (recipients: readonly string[], at: string) => object;
}

const kind =
  (type: string, eventType: string, detailType: string) =>
  (tell: Feedback["tell"]): Feedback => ({ type, eventType, detailType, tell });
const bounced = kind("bounce", "Bounce", "Email Bounced");
const complained = kind("complaint", "Complaint", "Email Complaint Received");
const delayed = kind("deliveryDelay", "DeliveryDelay", "Email Delivery Delayed");

/** What SES tells of every mail it takes. */
export const send = kind("send", "Send", "Email Sent")(() => ({ send: {} }));
const reject = kind("reject", "Reject", "Email Rejected")(() => ({ reject: { reason: "Bad content" } }));
const delivery = kind(
  "delivery",
  "Delivery",
  "Email Delivered",
)((recipients, timestamp) => {
  const how = { processingTimeMillis: 1, smtpResponse: "250 2.6.0 Message received", reportingMTA: "local" };
  return { delivery: { timestamp, recipients, ...how } };
});
const bounce = (bounceSubType: string, status: string, bounceType = "Permanent"): Feedback =>
  bounced((recipients, timestamp) => {
    const bouncedRecipients = recipients.map((emailAddress) => ({ emailAddress, action: "failed", status }));
    return { bounce: { bounceType, bounceSubType, bouncedRecipients, timestamp, feedbackId: randomUUID() } };
  });
const complaint = (complaintFeedbackType?: string, complaintSubType: string | null = null): Feedback =>
  complained((recipients, timestamp) => {
    const complainedRecipients = recipients.map((emailAddress) => ({ emailAddress }));
    const about = { timestamp, feedbackId: randomUUID(), complaintSubType };
    return { complaint: { complainedRecipients, ...about, ...(complaintFeedbackType && { complaintFeedbackType }) } };
  });
const delay = (delayType: string, status: string): Feedback =>
  delayed((recipients, timestamp) => {
    const expirationTime = new Date(Date.parse(timestamp) + 14 * 3_600_000).toISOString();
    const delayedRecipients = recipients.map((emailAddress) => ({ emailAddress, status }));
    return { deliveryDelay: { timestamp, delayType, expirationTime, delayedRecipients } };
  });

/** Why an address is on the account's suppression list. */
export type SuppressionReason = "BOUNCE" | "COMPLAINT";

/** What SES tells of a mail that it does not send, because the account's suppression list has the address. */
export const onSuppressionList: Readonly<Record<SuppressionReason, Feedback>> = {
  BOUNCE: bounce("OnAccountSuppressionList", "5.1.1"),
  COMPLAINT: complaint(undefined, "OnAccountSuppressionList"),
};

/** What follows a mail to the mailbox simulator's addresses; source: "Using the mailbox simulator" of the SES guide. */
const simulator: Readonly<Record<string, readonly Feedback[]>> = {
  success: [delivery],
  bounce: [bounce("General", "5.1.1")],
  suppressionlist: [onSuppressionList.BOUNCE],
  complaint: [delivery, complaint("abuse")],
  ooto: [delivery, bounce("General", "4.0.0", "Transient")],
};

/** Why a delivery may be late; source: "DeliveryDelay object" of the SES guide. */
const delayTypes = [
  ...["InternalFailure", "General", "MailboxFull", "SpamDetected", "RecipientServerError", "IPFailure"],
  ...["TransientCommunicationFailure", "BYOIPHostNameLookupUnavailable", "Undetermined", "SendingDeferral"],
];

const later = (feedback: Feedback): Feedback => ({ ...feedback, afterMs: 86_400_000 });

/**
 * Every other feedback on a raw mail that the SES guide documents, at addresses of the simulator that only the local stack
 * has. Opens, clicks, templates and subscriptions are not raw mail's, or are not switched on.
 */
const localSimulator: Readonly<Record<string, readonly Feedback[]>> = {
  gone: [bounce("NoEmail", "5.1.1")],
  suppressed: [bounce("Suppressed", "5.1.1")],
  unsubscribed: [bounce("UnsubscribedRecipient", "5.1.1")],
  policy: [bounce("General", "5.7.26")],
  mailboxfull: [delay("MailboxFull", "4.2.2"), bounce("MailboxFull", "5.2.2", "Transient")],
  timeout: [delay("TransientCommunicationFailure", "4.4.7"), bounce("General", "4.4.7", "Transient")],
  customtimeout: [delay("RecipientServerError", "4.4.7"), bounce("CustomTimeoutExceeded", "4.4.7", "Transient")],
  toolarge: [bounce("MessageTooLarge", "5.3.4", "Transient")],
  contentrejected: [bounce("ContentRejected", "5.6.1", "Transient")],
  attachmentrejected: [bounce("AttachmentRejected", "5.6.1", "Transient")],
  undetermined: [delivery, bounce("Undetermined", "5.0.0", "Undetermined")],
  fraud: [delivery, complaint("fraud")],
  virus: [delivery, complaint("virus")],
  authfailure: [delivery, complaint("auth-failure")],
  notspam: [delivery, complaint("not-spam")],
  othercomplaint: [delivery, complaint("other")],
  untypedcomplaint: [delivery, complaint()],
  suppressedcomplaint: [onSuppressionList.COMPLAINT],
  reject: [reject],
  late: [delivery, later(bounce("General", "5.1.1"))],
  lateundetermined: [delivery, later(bounce("Undetermined", "5.0.0", "Undetermined"))],
  latecomplaint: [delivery, later(complaint("abuse"))],
  delayed: [delay("IPFailure", "4.4.1"), delivery],
  ...Object.fromEntries(delayTypes.map((type) => [`delayed${type.toLowerCase()}`, [delay(type, "4.4.1"), delivery]])),
};

const byName: Readonly<Record<string, readonly Feedback[]>> = { ...simulator, ...localSimulator };

/** Every address at which something else than a delivery becomes of a mail, or the delivery that SES promises. */
export const simulatorAddresses: readonly string[] = Object.keys(byName).map(
  (name) => `${name}@simulator.amazonses.com`,
);

/** Simulator addresses that enter the account's suppression list, as a real address would; the others can be used again. */
const listed: Readonly<Record<string, SuppressionReason>> = { gone: "BOUNCE", fraud: "COMPLAINT" };

/** What becomes of a mail to this address; every address but the simulator's takes it. */
export const feedbackOn = (recipient: string): readonly Feedback[] => byName[simulatorName(recipient)] ?? [delivery];

/** Why a mail to this address puts it on the account's suppression list; undefined when it does not. */
export const entersSuppressionList = (recipient: string): SuppressionReason | undefined =>
  listed[simulatorName(recipient)];

const simulatorName = (recipient: string): string =>
  /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(recipient)?.[1]?.toLowerCase() ?? "";
