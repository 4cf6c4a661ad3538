import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { parseDelivered } from "../../shared/events/delivered.ts";
import { inputOf } from "../../shared/invitation/commands/invitation-input.ts";
import { createBody } from "../../shared/invitation/requests.ts";
import { workOnJob } from "../../shared/jobs/commands/work-on-job.ts";
import type { RowNeeds } from "../../shared/jobs/commands/work-on-rows.ts";
import { alarmLines } from "../../shared/names.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { unavailability } from "../../shared/runtime/unavailability.ts";
import { parseTerms } from "../../shared/terms/parse-requests.ts";

/** The dependencies of working on jobs. */
export type WorkJobsNeeds = Omit<RowNeeds, "inputOf" | "isPassing" | "timeLeft"> & {
  /** Hides a message in the queue for this many seconds. */
  readonly postpone: (receiptHandle: string, seconds: number) => Promise<void>;
};

interface Context {
  readonly getRemainingTimeInMillis: () => number;
}

/** Time in milliseconds that must be left to start a page. Most pages take a few seconds; what is left of one comes again. */
const reserveMs = 25_000;

/** Seconds after which a job goes on that has more rows, so that other jobs get their turn; and one that failed. */
const soon = 1;
const afterFailure = 30;

/** Works on the jobs that have started, page by page, for as long as there is time. What is left comes again. */
export const workJobs =
  (needs: WorkJobsNeeds, clock: Clock) =>
  async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchItemFailure[] = [];
    for (const record of Records) {
      const seconds = await workOn(needs, clock, record, context);
      if (seconds === null) continue;
      // If that fails, the message returns after the queue's visibility time-out.
      await needs.postpone(record.receiptHandle, seconds).catch((late: unknown) => {
        log("warn", "job not put off", { messageId: record.messageId, ...errorFields(late) });
      });
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  };

/** Works on the job of a message; after how many seconds it has to go on, or null if it is over. */
async function workOn(
  needs: WorkJobsNeeds,
  clock: Clock,
  { messageId, body }: SQSRecord,
  { getRemainingTimeInMillis: timeLeft }: Context,
): Promise<number | null> {
  const all: RowNeeds = {
    ...needs,
    inputOf: (row) => inputOf(parseTerms(createBody, row)),
    isPassing: (error) => unavailability(error) !== null,
    timeLeft,
  };
  let correlationId: string | null = null;
  try {
    const { metadata } = parseDelivered(body);
    ({ correlationId } = metadata);
    while (timeLeft() > reserveMs) {
      const progress = await workOnJob(all, metadata.aggregate, clock());
      if (progress === "over") return null;
      if (progress === "waits") return timeLeft() > reserveMs ? afterFailure : soon;
    }
    return soon;
  } catch (error) {
    log("error", alarmLines.jobWaits, { messageId, correlationId, ...errorFields(error) });
    return afterFailure;
  }
}
