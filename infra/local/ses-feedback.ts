import { randomUUID } from "node:crypto";

/** The names of an event as the template, the event itself and the bus write them, and what it tells beside the mail. */
export interface Feedback {
  readonly type: string;
  readonly eventType: string;
  readonly detailType: string;
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
const bounce = (bounceSubType: string, status: string): Feedback => ({
  type: "bounce",
  eventType: "Bounce",
  detailType: "Email Bounced",
  tell: (recipients, timestamp) => ({
    bounce: {
      bounceType: "Permanent",
      bounceSubType,
      bouncedRecipients: recipients.map((emailAddress) => ({ emailAddress, action: "failed", status })),
      timestamp,
      feedbackId: randomUUID(),
    },
  }),
});
const complaint: Feedback = {
  type: "complaint",
  eventType: "Complaint",
  detailType: "Email Complaint Received",
  tell: (recipients, timestamp) => ({
    complaint: {
      complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
      timestamp,
      feedbackId: randomUUID(),
      complaintFeedbackType: "abuse",
    },
  }),
};

/** What follows a mail to the mailbox simulator's addresses; source: "Using the mailbox simulator" of the SES guide. */
const simulator: Readonly<Record<string, readonly Feedback[]>> = {
  success: [delivery],
  bounce: [bounce("General", "5.1.1")],
  suppressionlist: [bounce("OnAccountSuppressionList", "5.1.1")],
  complaint: [delivery, complaint],
};

/** What becomes of a mail to this address; every address but the simulator's takes it. */
export const feedbackOn = (recipient: string): readonly Feedback[] => {
  const [, name] = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(recipient) ?? [];
  return (name && simulator[name.toLowerCase()]) || [delivery];
};
