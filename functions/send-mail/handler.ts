import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import { parseDelivered } from "../../shared/events/delivered.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { deliver, type DeliverDependencies } from "./deliver.ts";
import { mailingsOf } from "./mailings.ts";

/** What sending needs. */
export interface SendMailDependencies extends DeliverDependencies {
  readonly masterKey: () => Promise<MasterKey>;
  /** Puts a message off; the queue hands it out again after so many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
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
  let correlationId: string | null = null;
  try {
    const event = parseDelivered(record.body);
    correlationId = event.metadata.correlationId;
    await sendMailsOf(dependencies, event);
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

/** One mail that fails does not hold up the event's others; those that went out do not go again with it. */
async function sendMailsOf(
  dependencies: SendMailDependencies,
  event: ReturnType<typeof parseDelivered>,
): Promise<void> {
  const { table, clock, publicUrl, operatorName } = dependencies;
  const masterKey = await dependencies.masterKey();
  const mailings = await mailingsOf(table, event, { masterKey, publicUrl, operatorName, now: clock() });
  const outcomes = await Promise.allSettled(
    mailings.map((mailing) => deliver(dependencies, event, mailing, masterKey)),
  );
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

/** Doubles from half a minute up to a quarter of an hour. */
const backOffSeconds = (receiveCount: number): number => Math.min(900, 30 * 2 ** Math.min(receiveCount - 1, 10));
