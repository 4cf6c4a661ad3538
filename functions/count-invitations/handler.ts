import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { countProgress, countedAtOnce } from "../../shared/metrics/count-progress.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { Progress } from "../../shared/metrics/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { parseDelivered } from "../../shared/events/delivered.ts";
import { alarmLines } from "../../shared/names.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { reportIn } from "./report.ts";

/** One message with the progress that it reports. */
interface Reading {
  readonly messageId: string;
  readonly isRepeated: boolean;
  readonly report: Progress;
}

/** After this many tries a message is counted alone, so that it cannot delay the others. */
const triesTogether = 3;

/** Counts the progress of invitations from their events. Messages that fail or cannot be read are returned to the queue. */
export const countInvitations =
  (dependencies: Pick<Dependencies, "table">, clock: Clock) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const { readings, unreadable } = readAll(Records);
    const failed = [...unreadable];
    // In sequence: they write to the same weeks and would conflict.
    for (const group of groupsOf(readings)) failed.push(...(await countGroup(dependencies, group, clock())));
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };

function readAll(records: readonly SQSRecord[]) {
  const readings: Reading[] = [];
  const unreadable: string[] = [];
  for (const { messageId, body, attributes } of records) {
    try {
      const report = reportIn(parseDelivered(body));
      const isRepeated = Number(attributes.ApproximateReceiveCount) > triesTogether;
      if (report !== null) readings.push({ messageId, isRepeated, report });
    } catch (error) {
      log("error", alarmLines.eventNotCounted, { messageId, ...errorFields(error) });
      unreadable.push(messageId);
    }
  }
  return { readings, unreadable };
}

/** Groups as many invitations as can be counted together, ordered by partner, so that fewer weeks are written. */
function groupsOf(readings: readonly Reading[]): Reading[][] {
  const together = readings.filter(({ isRepeated }) => !isRepeated);
  const invitations = [...Map.groupBy(together, ({ report }) => `${report.partnerId} ${report.invitationId}`)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, own]) => own);
  const groups = Array.from({ length: Math.ceil(invitations.length / countedAtOnce) }, (_, at) =>
    invitations.slice(at * countedAtOnce, (at + 1) * countedAtOnce).flat(),
  );
  return [...groups, ...readings.filter(({ isRepeated }) => isRepeated).map((reading) => [reading])];
}

async function countGroup(
  dependencies: Pick<Dependencies, "table">,
  group: readonly Reading[],
  now: Instant,
): Promise<string[]> {
  try {
    const reports = group.map(({ report }) => report);
    await countProgress(dependencies, reports, now);
    return [];
  } catch (error) {
    log("warn", alarmLines.stepsWait, { messages: group.length, ...errorFields(error) });
    return group.map(({ messageId }) => messageId);
  }
}
