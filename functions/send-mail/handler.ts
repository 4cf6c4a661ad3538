import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import { parseDelivered } from "../../shared/events/delivered.ts";
import { signedMail } from "../../shared/mail/signed-mail.ts";
import { alarmLines } from "../../shared/names.ts";
import { loadSandboxTexts } from "../../shared/policy/sandbox-texts.ts";
import { testMail } from "../../shared/mail/sandbox-mark.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import type { OperatorLinks } from "../../shared/policy/operator-settings.ts";
import { backOffSeconds } from "./back-off.ts";
import { deliver, type DeliverDependencies } from "./deliver.ts";
import { mailingsOf } from "./mailings.ts";
import type { Stopwatch } from "./pace.ts";

/** The dependencies of sending. */
export interface SendMailDependencies extends DeliverDependencies {
  readonly masterKey: () => Promise<MasterKey>;
  readonly measureQuota: () => Promise<void>;
  /** Hides a message in the queue for this many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly publicUrl: string;
  readonly operatorName: string;
  readonly operatorLinks: OperatorLinks;
  readonly stopwatch: Stopwatch;
}

/** Milliseconds after which the rest of a batch is returned to the queue, long before the function's time-out. */
export const longestBatch = 15_000;
/** Milliseconds that SES has for an answer. A mail that is begun just before the batch's end is over before the time-out, too. */
export const longestAnswer = 8_000;

/** Seconds after which the rest of a batch is received again. */
const soon = 1;

/** The input of the schedule. */
const scheduledRun = z.object({ measure: z.literal("quota") });

/**
 * Sends the mails that events ask for, and measures the sending quota by schedule. A mail that fails waits in the queue,
 * longer after each try; it does not stop the others.
 */
export const sendMail =
  (dependencies: SendMailDependencies) =>
  async (event: SQSEvent | z.infer<typeof scheduledRun>): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchItemFailure[] = [];
    if (!("Records" in event)) {
      scheduledRun.parse(event);
      await dependencies.measureQuota();
      return { batchItemFailures };
    }
    const begun = dependencies.stopwatch();
    for (const record of event.Records) {
      const isLate = (): boolean => dependencies.stopwatch() - begun > longestBatch;
      const failed = isLate()
        ? await putOff(dependencies, record, soon, null)
        : await sendOne(dependencies, record, isLate);
      if (failed !== null) batchItemFailures.push({ itemIdentifier: failed });
    }
    return { batchItemFailures };
  };

async function sendOne(
  dependencies: SendMailDependencies,
  record: SQSRecord,
  isLate: () => boolean,
): Promise<string | null> {
  let correlationId: string | null = null;
  const tries = Number(record.attributes.ApproximateReceiveCount);
  try {
    const event = parseDelivered(record.body);
    correlationId = event.metadata.correlationId;
    await sendMailsOf(dependencies, event, { tries, isLate });
    return null;
  } catch (error) {
    log("warn", alarmLines.mailWaits, { correlationId, messageId: record.messageId, tries, ...errorFields(error) });
    return putOff(dependencies, record, backOffSeconds(tries, record.messageId), correlationId);
  }
}

/** Postpones a message. If that fails, the message returns after the queue's visibility time-out. */
async function putOff(
  dependencies: SendMailDependencies,
  { receiptHandle, messageId }: SQSRecord,
  seconds: number,
  correlationId: string | null,
): Promise<string> {
  await dependencies.postpone(receiptHandle, seconds).catch((late: unknown) => {
    log("warn", alarmLines.mailNotPutOff, { correlationId, messageId, ...errorFields(late) });
  });
  return messageId;
}

/** A failed mail does not stop the event's other mails, and a retry does not send those again. */
async function sendMailsOf(
  dependencies: SendMailDependencies,
  event: ReturnType<typeof parseDelivered>,
  { tries, isLate }: { readonly tries: number; readonly isLate: () => boolean },
): Promise<void> {
  const { table, clock, publicUrl, operatorName, operatorLinks } = dependencies;
  const masterKey = await dependencies.masterKey();
  const mailings = await mailingsOf(table, event, { masterKey, publicUrl, operatorName, now: clock() });
  const failures: unknown[] = [];
  for (const { mail, ...mailing } of mailings) {
    if (isLate()) {
      failures.push(new Error("There is no time left for this mail."));
      break;
    }
    const signed = await signedMail(
      event.metadata.sandbox ? testMail(mail, await loadSandboxTexts(mail.lang)) : mail,
      operatorLinks,
    );
    // Nobody reads the sender's address, so a reply goes to the operator unless it is for the partner.
    const whole = { ...mailing, mail: signed, replyTo: mailing.replyTo ?? operatorLinks.contact ?? null };
    await deliver(dependencies, event, whole, { masterKey, tries }).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
