import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import { recordDelivery } from "../../shared/commands/record-delivery.ts";
import type { MailOutcome } from "../../shared/domain/delivery.ts";
import { parseDelivered } from "../../shared/events/delivered.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import { senderName } from "../../shared/mail/raw-message.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { claimMail, mailClaimWrite, releaseMail } from "../../shared/store/mail-claims.ts";
import type { Table } from "../../shared/store/table.ts";
import { mailingOf, type Mailing } from "./mailing.ts";
import { failureOf, type postOffice } from "./post-office.ts";

/** What sending needs. */
export interface SendMailDependencies {
  readonly table: Table;
  readonly masterKey: () => Promise<MasterKey>;
  readonly post: ReturnType<typeof postOffice>;
  /** Puts a message off; the queue hands it out again after so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly operatorName: string;
}

/** Sends the mails that events ask for. One that fails waits in the queue, longer each time; the others go on. */
export const sendMail =
  (dependencies: SendMailDependencies) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(Records.map((record) => sendOne(dependencies, record)));
    return {
      batchItemFailures: failed.filter((id) => id !== null).map((itemIdentifier) => ({ itemIdentifier })),
    };
  };

async function sendOne(dependencies: SendMailDependencies, record: SQSRecord): Promise<string | null> {
  const { table, masterKey, clock, publicUrl, operatorName } = dependencies;
  let correlationId: string | null = null;
  try {
    const event = parseDelivered(record.body);
    correlationId = event.metadata.correlationId;
    const setting = { masterKey: await masterKey(), publicUrl, operatorName, now: clock() };
    const mailing = await mailingOf(table, event, setting);
    if (mailing === null) return null;
    await (mailing.kind === "reminder" ? sendAtMostOnce : sendAtLeastOnce)(dependencies, event, mailing);
    return null;
  } catch (error) {
    log("warn", "mail waits", { correlationId, messageId: record.messageId, ...errorFields(error) });
    const seconds = backOffSeconds(Number(record.attributes.ApproximateReceiveCount));
    // If it cannot be put off, it comes again after the queue's own time.
    await dependencies.postpone(record.receiptHandle, seconds).catch((late: unknown) => {
      log("warn", "mail not put off", { correlationId, messageId: record.messageId, ...errorFields(late) });
    });
    return record.messageId;
  }
}

/** An invitation or a code: marked after it was sent, so that a crash in between repeats it. */
async function sendAtLeastOnce(
  dependencies: SendMailDependencies,
  event: StoredEvent,
  mailing: Mailing,
): Promise<void> {
  try {
    await post(dependencies, event, mailing);
  } catch (error) {
    if (failureOf(error) !== "rejected") throw error;
    return report(dependencies, event, mailing, "rejected");
  }
  await report(dependencies, event, mailing, "sent");
}

/** A reminder: claimed before it is sent, and given back only when SES surely did not take it. */
async function sendAtMostOnce(dependencies: SendMailDependencies, event: StoredEvent, mailing: Mailing): Promise<void> {
  const { table, clock } = dependencies;
  const { eventId } = event.metadata;
  if (!(await claimMail(table, eventId, clock()))) return;
  try {
    await post(dependencies, event, mailing);
  } catch (error) {
    if (failureOf(error) === "refused") {
      await releaseMail(table, eventId);
      throw error;
    }
    log("warn", "reminder given up", { correlationId: event.metadata.correlationId, eventId, ...errorFields(error) });
  }
}

async function report(
  dependencies: SendMailDependencies,
  event: StoredEvent,
  mailing: Mailing,
  outcome: MailOutcome,
): Promise<void> {
  const { table, clock } = dependencies;
  const { metadata } = event;
  const now = clock();
  const { invitation, kind } = mailing;
  const claim = mailClaimWrite(metadata.eventId, now);
  const reason = outcome === "rejected" ? "SES rejected the message." : null;
  const isRecorded =
    kind === "invitation" &&
    (await recordDelivery(
      { table },
      invitation.id,
      { outcome, mailSequence: metadata.sequence, linkVersion: invitation.issue.linkVersion, at: now, reason },
      {
        now,
        actor: { kind: "job", id: "send-mail" },
        correlationId: metadata.correlationId,
        causationId: metadata.eventId,
      },
      [claim],
    ));
  if (!isRecorded) await claimMail(table, metadata.eventId, now);
}

const post = (
  { post, operatorName, clock }: SendMailDependencies,
  { metadata }: StoredEvent,
  mailing: Mailing,
): Promise<void> =>
  post(
    {
      ...mailing.mail,
      senderName: senderName(mailing.invitation.issue.offer.partnerName, operatorName),
      to: mailing.invitation.terms.customer.email,
      replyTo: mailing.partner.replyTo,
      date: new Date(clock()),
      messageId: `<${metadata.eventId.replaceAll(/[^\w]/g, ".")}@rapport.invalid>`,
    },
    {
      invitation: mailing.invitation.id,
      link: mailing.invitation.issue.linkVersion,
      kind: mailing.kind,
      mail: metadata.sequence,
    },
  );

/** Doubles from half a minute up to a quarter of an hour. */
const backOffSeconds = (receiveCount: number): number => Math.min(900, 30 * 2 ** Math.min(receiveCount - 1, 10));
