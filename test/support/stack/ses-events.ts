import { sesDetailTypes } from "../../../shared/names.ts";
import { ids } from "../builders/builders.ts";

/** The recipient; SES quotes it wherever it can. */
export const address = "it@contoso.example";

const at = { timestamp: "2026-11-22T10:05:00.000Z" };

/** What SES adds for each of its events (SES developer guide, examples of event data), shortened. */
export const sesDetails: Record<keyof typeof sesDetailTypes, Record<string, unknown>> = {
  delivered: {
    delivery: {
      ...at,
      recipients: [address],
      smtpResponse: `250 2.6.0 <${address}> queued`,
      reportingMTA: "mta.example",
    },
  },
  delayed: {
    deliveryDelay: {
      ...{ ...at, delayType: "MailboxFull", expirationTime: "2026-11-23T10:00:00.000Z" },
      delayedRecipients: [{ emailAddress: address, status: "4.2.2", diagnosticCode: `smtp; 452 ${address} full` }],
    },
  },
  bounced: {
    bounce: {
      ...{
        ...at,
        bounceType: "Permanent",
        bounceSubType: "General",
        feedbackId: "f-1",
        reportingMTA: "dsn; mta.example",
      },
      bouncedRecipients: [
        {
          emailAddress: address,
          action: "failed",
          status: "5.1.1",
          diagnosticCode: `smtp; 550 5.1.1 <${address}> unknown`,
        },
      ],
    },
  },
  complained: {
    complaint: {
      ...{ ...at, complaintFeedbackType: "abuse", userAgent: "ISP/1.0", feedbackId: "f-1" },
      complainedRecipients: [{ emailAddress: address }],
    },
  },
  rejected: { reject: { reason: "Bad content" } },
};

interface Named {
  readonly detail?: Record<string, unknown>;
  readonly detailType?: string;
  readonly destination?: readonly string[];
  /** In place of ours. */
  readonly tags?: Record<string, readonly string[]>;
  /** Over ours. */
  readonly addedTags?: Record<string, readonly string[]>;
}

/** An event of SES as EventBridge puts it into a queue, about the mail of the tests' invitation. */
export function aSesEvent(outcome: keyof typeof sesDetailTypes, named: Named = {}): string {
  const ours = {
    invitation: [ids.invitation],
    link: ["1"],
    kind: ["invitation"],
    mail: ["2"],
    correlation: ["request-1"],
  };
  return JSON.stringify({
    ...{ version: "0", id: "00000000-0000-0000-0000-000000000001", source: "aws.ses", account: "123456789012" },
    ...{
      "detail-type": named.detailType ?? sesDetailTypes[outcome],
      time: "2026-11-22T10:05:00Z",
      region: "eu-central-1",
    },
    detail: {
      eventType: outcome,
      mail: {
        ...{ timestamp: "2026-11-22T10:04:00.000Z", messageId: "m-1", source: "rapport@example.com" },
        destination: named.destination ?? [address],
        headers: [{ name: "To", value: address }],
        tags: named.tags ?? { "ses:configuration-set": ["rapport-test"], ...ours, ...named.addedTags },
      },
      ...(named.detail ?? sesDetails[outcome]),
    },
  });
}
