import type { Columns } from "../../shared/http/csv.ts";
import { etagOf } from "../../shared/http/etag.ts";
import { replayedHeader } from "../../shared/http/idempotency.ts";
import { internalProblem, problemOf, type Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer } from "../../shared/http/request.ts";
import { Refusal, type Fault, type RefusalKind } from "../../shared/kernel/refusal.ts";
import type { JobResultReading } from "../../shared/jobs/answers.ts";
import type { JobAnswer } from "../../shared/jobs/commands/create-job.ts";
import type { JobResult, RowRefusal } from "../../shared/jobs/model.ts";

/** The answer of a command. */
export const jobAnswer = (status: number, { job, replayed }: JobAnswer, location?: string): HttpAnswer => ({
  status,
  body: job,
  headers: { etag: etagOf(job), ...(location !== undefined && { location }), ...replayedHeader(replayed) },
});

/** A result, with the problem document of a row that was refused. */
export const resultBody = ({ refusal, ...result }: JobResult, correlationId: string): JobResultReading => ({
  ...result,
  problem: refusal && problemOfRow(refusal, correlationId),
});

function problemOfRow({ kind, detail, faults, members }: RowRefusal, correlationId: string): Problem {
  if (kind === "internal") return internalProblem(correlationId);
  const refusal = new Refusal(kind as RefusalKind, detail, { ...members, faults: faults as readonly Fault[] });
  return problemOf(refusal, correlationId);
}

/** The columns of a job's results. */
export const resultColumns: Columns<JobResultReading> = {
  row: ({ row }) => row,
  result: ({ result }) => result,
  id: ({ id }) => id,
  problem: ({ problem }) => problem && problem.type.replace("/problems/", ""),
  detail: ({ problem }) => problem && problem.detail,
  faults: ({ problem }) => (problem?.errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`.trim()),
};
