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

/** What one message tells. */
interface Reading {
  readonly messageId: string;
  readonly isRepeated: boolean;
  readonly report: Progress;
}

/** After so many tries together with others a message is tried alone, so that one that cannot be counted holds up no other. */
const triesTogether = 3;

/** Counts the steps that events tell of. What fails or cannot be read comes again; the rest is done. */
export const countInvitations =
  (dependencies: Pick<Dependencies, "table">, clock: Clock) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const { readings, unreadable } = readAll(Records);
    const failed = [...unreadable];
    // One after the other: they are of the same weeks, and would only wait for one another.
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

/** As many invitations as go together, in the order of their partners, so that few weeks are written often. */
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
