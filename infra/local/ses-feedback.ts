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

/** What SES tells of every mail it takes. */
export const send: Feedback = { type: "send", eventType: "Send", detailType: "Email Sent", tell: () => ({ send: {} }) };
const delivery: Feedback = {
  type: "delivery",
  eventType: "Delivery",
  detailType: "Email Delivered",
  tell: (recipients, timestamp) => ({
    delivery: {
      timestamp,
      processingTimeMillis: 1,
      recipients,
      smtpResponse: "250 2.6.0 Message received",
      reportingMTA: "local",
    },
  }),
};
const bounce = (bounceSubType: string, status: string, bounceType = "Permanent"): Feedback => ({
  type: "bounce",
  eventType: "Bounce",
  detailType: "Email Bounced",
  tell: (recipients, timestamp) => ({
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: recipients.map((emailAddress) => ({ emailAddress, action: "failed", status })),
      timestamp,
      feedbackId: randomUUID(),
    },
  }),
});
const complaint = (complaintFeedbackType?: string, complaintSubType: string | null = null): Feedback => ({
  type: "complaint",
  eventType: "Complaint",
  detailType: "Email Complaint Received",
  tell: (recipients, timestamp) => ({
    complaint: {
      complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
      timestamp,
      feedbackId: randomUUID(),
      complaintSubType,
      ...(complaintFeedbackType !== undefined && { complaintFeedbackType }),
    },
  }),
});
const delay = (delayType: string, status: string): Feedback => ({
  type: "deliveryDelay",
  eventType: "DeliveryDelay",
  detailType: "Email Delivery Delayed",
  tell: (recipients, timestamp) => ({
    deliveryDelay: {
      timestamp,
      delayType,
      expirationTime: new Date(Date.parse(timestamp) + 14 * 3_600_000).toISOString(),
      delayedRecipients: recipients.map((emailAddress) => ({ emailAddress, status })),
    },
  }),
});
const reject: Feedback = {
  type: "reject",
  eventType: "Reject",
  detailType: "Email Rejected",
  tell: () => ({ reject: { reason: "Bad content" } }),
};

/** What SES tells of a mail that it does not send, because the account's suppression list has the address. */
export const onSuppressionList: Feedback = bounce("OnAccountSuppressionList", "5.1.1");

/** What follows a mail to the mailbox simulator's addresses; source: "Using the mailbox simulator" of the SES guide. */
const simulator: Readonly<Record<string, readonly Feedback[]>> = {
  success: [delivery],
  bounce: [bounce("General", "5.1.1")],
  suppressionlist: [onSuppressionList],
  complaint: [delivery, complaint("abuse")],
  ooto: [delivery, bounce("General", "4.0.0", "Transient")],
};

/** Every other type of feedback that the SES guide documents, at addresses of the simulator that only the local stack has. */
const localSimulator: Readonly<Record<string, readonly Feedback[]>> = {
  mailboxfull: [delay("MailboxFull", "4.2.2"), bounce("MailboxFull", "5.2.2", "Transient")],
  timeout: [delay("TransientCommunicationFailure", "4.4.7"), bounce("General", "4.4.7", "Transient")],
  contentrejected: [bounce("ContentRejected", "5.6.1", "Transient")],
  delayed: [delay("IPFailure", "4.4.1"), delivery],
  undetermined: [delivery, bounce("Undetermined", "5.0.0", "Undetermined")],
  policy: [bounce("General", "5.7.26")],
  authfailure: [delivery, complaint("auth-failure")],
  notspam: [delivery, complaint("not-spam")],
  suppressedcomplaint: [complaint(undefined, "OnAccountSuppressionList")],
  late: [delivery, { ...bounce("General", "5.1.1"), afterMs: 86_400_000 }],
  lateundetermined: [delivery, { ...bounce("Undetermined", "5.0.0", "Undetermined"), afterMs: 86_400_000 }],
  latecomplaint: [delivery, { ...complaint("abuse"), afterMs: 86_400_000 }],
  reject: [reject],
  gone: [bounce("NoEmail", "5.1.1")],
};

/** Simulator addresses whose permanent bounce enters the account's suppression list, as that of a real address would. */
const isListed = (name: string): boolean => name === "gone";

/** What becomes of a mail to this address; every address but the simulator's takes it. */
export const feedbackOn = (recipient: string): readonly Feedback[] => {
  const name = simulatorName(recipient);
  return (name && (simulator[name] ?? localSimulator[name])) || [delivery];
};

/** Whether a mail to this address puts it on the account's suppression list. */
export const entersSuppressionList = (recipient: string): boolean => isListed(simulatorName(recipient) ?? "");

const simulatorName = (recipient: string): string | undefined =>
  /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(recipient)?.[1]?.toLowerCase();
