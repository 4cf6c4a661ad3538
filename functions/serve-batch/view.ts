import type { RowOutcome } from "../../shared/invitation/commands/create-batch.ts";
import type { RowResult } from "../../shared/invitation/batch-answers.ts";
import type { Refusal } from "../../shared/kernel/refusal.ts";
import { replayedHeader } from "../../shared/http/idempotency.ts";
import { internalProblem, problemOf, type Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";
import { unavailability } from "../../shared/runtime/unavailability.ts";

/**
 * The results of all rows in order. A repeated call (`isRepeat`) gives the earlier answer, unless a row that was not carried out
 * before was carried out now, or still could not be.
 */
export function batchAnswer(
  outcomes: readonly RowOutcome[],
  { isRepeat, correlationId }: { readonly isRepeat: boolean; readonly correlationId: string },
): HttpAnswer {
  const isEarlier = isRepeat && outcomes.every(isSettled);
  const results = outcomes.map((outcome, index): RowResult => {
    if (outcome.kind === "created") {
      const { id, replayed } = outcome;
      return { index, status: 201, ...(id !== null && { id }), ...(replayed && !isEarlier && { replayed }) };
    }
    const refusal = refusalOf(outcome);
    const problem = refusal ? problemOfRow(refusal, correlationId) : internalProblem(correlationId);
    return { index, status: problem.status, problem };
  });
  return { status: 200, body: { results }, headers: replayedHeader(isEarlier) };
}

/** Whether this call did nothing for the row, and nothing is left to do. */
const isSettled = (outcome: RowOutcome): boolean =>
  outcome.kind === "created" ? outcome.replayed : ![undefined, "unavailable"].includes(refusalOf(outcome)?.kind);

const refusalOf = (outcome: Exclude<RowOutcome, { kind: "created" }>): Refusal | null =>
  outcome.kind === "refused" ? outcome.refusal : unavailability(outcome.error);

const problemOfRow = (refusal: Refusal, correlationId: string): Problem => ({
  ...problemOf(refusal, correlationId),
  ...(refusal.retryAfter !== null && { retryAfter: refusal.retryAfter }),
});
