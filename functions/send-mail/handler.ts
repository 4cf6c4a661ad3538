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

/** What sending needs. */
export interface SendMailDependencies extends DeliverDependencies {
  readonly masterKey: () => Promise<MasterKey>;
  readonly measureQuota: () => Promise<void>;
  /** Puts a message off; the queue hands it out again after so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
  readonly publicUrl: string;
  readonly operatorName: string;
  readonly operatorLinks: OperatorLinks;
  readonly stopwatch: Stopwatch;
}

/** Milliseconds for which a batch is worked on; what is left then comes back, long before the function is stopped. */
const longestBatch = 15_000;

/** Seconds after which what a batch had no time for comes back. */
const soon = 1;

/** What the schedule sends. */
const scheduledRun = z.object({ measure: z.literal("quota") });

/**
 * Sends the mails that events ask for, and measures by schedule how many may still go out. A mail that fails waits in the
 * queue, longer each time; the others go on.
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
      const isLate = dependencies.stopwatch() - begun > longestBatch;
      const failed = isLate ? await putOff(dependencies, record, soon, null) : await sendOne(dependencies, record);
      if (failed !== null) batchItemFailures.push({ itemIdentifier: failed });
    }
    return { batchItemFailures };
  };

async function sendOne(dependencies: SendMailDependencies, record: SQSRecord): Promise<string | null> {
  let correlationId: string | null = null;
  const tries = Number(record.attributes.ApproximateReceiveCount);
  try {
    const event = parseDelivered(record.body);
    correlationId = event.metadata.correlationId;
    await sendMailsOf(dependencies, event, tries);
    return null;
  } catch (error) {
    log("warn", alarmLines.mailWaits, { correlationId, messageId: record.messageId, tries, ...errorFields(error) });
    return putOff(dependencies, record, backOffSeconds(tries, record.messageId), correlationId);
  }
}

/** Has the queue hand a message out again later. If it cannot be put off, it comes again after the queue's own time. */
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

/** One mail that fails does not hold up the event's others; those that went out do not go again with it. */
async function sendMailsOf(
  dependencies: SendMailDependencies,
  event: ReturnType<typeof parseDelivered>,
  tries: number,
): Promise<void> {
  const { table, clock, publicUrl, operatorName, operatorLinks } = dependencies;
  const masterKey = await dependencies.masterKey();
  const mailings = await mailingsOf(table, event, { masterKey, publicUrl, operatorName, now: clock() });
  const failures: unknown[] = [];
  for (const { mail, ...mailing } of mailings) {
    const signed = await signedMail(
      event.metadata.sandbox ? testMail(mail, await loadSandboxTexts(mail.lang)) : mail,
      operatorLinks,
    );
    const whole = { ...mailing, mail: signed };
    await deliver(dependencies, event, whole, { masterKey, tries }).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
