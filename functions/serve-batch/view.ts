import type { RowOutcome } from "../../shared/commands/create-batch.ts";
import { replayedHeader } from "../../shared/http/idempotency.ts";
import { internalProblem, problemOf, type Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";

/** What became of one row: the status that it would have had as a request of its own. */
export interface RowResult {
  readonly index: number;
  readonly status: number;
  /** The invitation; none where nothing was made, as in a dry run. */
  readonly id?: string;
  /** The row's key was used before, and this is what it made then. */
  readonly replayed?: true;
  /** With `retryAfter` in seconds where waiting helps: a row has no headers. */
  readonly problem?: Problem;
}

/** The result of every row, in their order. */
export const batchAnswer = (outcomes: readonly RowOutcome[], correlationId: string): HttpAnswer => ({
  status: 200,
  body: { results: outcomes.map((outcome, index) => rowResult(outcome, index, correlationId)) },
  headers: replayedHeader(outcomes.every((outcome) => outcome.kind === "created" && outcome.replayed)),
});

function rowResult(outcome: RowOutcome, index: number, correlationId: string): RowResult {
  if (outcome.kind === "created") {
    const { id, replayed } = outcome;
    return { index, status: 201, ...(id !== null && { id }), ...(replayed && { replayed }) };
  }
  const problem =
    outcome.kind === "refused" ? problemOfRow(outcome.refusal, correlationId) : internalProblem(correlationId);
  return { index, status: problem.status, problem };
}

const problemOfRow = (refusal: Parameters<typeof problemOf>[0], correlationId: string): Problem => ({
  ...problemOf(refusal, correlationId),
  ...(refusal.retryAfter !== null && { retryAfter: refusal.retryAfter }),
});
