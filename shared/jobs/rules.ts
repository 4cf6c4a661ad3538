import type { EventOf } from "../events/all.ts";
import { allowFrom } from "../kernel/lifecycle.ts";
import { notFound, Refusal } from "../kernel/refusal.ts";
import { addDays, addHours, addMinutes, type Instant } from "../kernel/time.ts";
import type { JobReading } from "./answers.ts";
import type { JobEventType } from "./events.ts";
import {
  collectingHours,
  keptDays,
  mostCollecting,
  mostJobRows,
  mostPageRows,
  stuckMinutes,
  type Job,
  type JobFailure,
  type JobResult,
  type OpenJobs,
} from "./model.ts";

/** A job after a step, and the event of the step if it has one. */
export interface JobStep {
  readonly before: Job | null;
  readonly after: Job;
  readonly event: EventOf<JobEventType> | null;
}

/** What is known of a job when it is made. */
export type NewJob = Pick<
  Job,
  "id" | "partnerId" | "sandbox" | "action" | "dryRun" | "options" | "filter" | "createdBy" | "correlationId" | "pages"
>;

/** A job that collects rows. */
export const collectingJob = (given: NewJob, now: Instant): JobStep => ({
  before: null,
  after: { ...blank, ...given, createdAt: now, collectUntil: addHours(now, collectingHours) },
  event: null,
});

/** A job that starts at once, on the rows that it has or on those that its filter fits. */
export const startedJob = (given: NewJob, now: Instant): JobStep =>
  stepOf(
    null,
    {
      ...blank,
      ...given,
      createdAt: now,
      status: "running",
      startedAt: now,
      workedAt: now,
      resolving: given.filter !== null,
    },
    "JobStarted",
  );

const blank = {
  status: "collecting" as Job["status"],
  ...{ version: 0, revision: 1, resolving: false, cursor: null, collectUntil: null },
  ...{ startedAt: null, workedAt: null, finishedAt: null, cancelRequestedAt: null, pagesDone: 0, done: 0 },
  ...{ counts: { ok: 0, unchanged: 0, refused: 0 }, failures: 0, failure: null },
};

/** The pages of a job, in their order. */
export const pagesOf = ({ pages }: Pick<Job, "pages">): readonly { readonly page: number; readonly rows: number }[] =>
  Object.entries(pages)
    .map(([page, rows]) => ({ page: Number(page), rows }))
    .sort((one, other) => one.page - other.page);

const rowsOf = (job: Pick<Job, "pages">): number => pagesOf(job).reduce((sum, { rows }) => sum + rows, 0);

/** The number of a row in its job, from 1: each page has room for a hundred. */
export const rowNumber = (page: number, at: number): number => (page - 1) * mostPageRows + at + 1;

/** A job as the clock has it: one that was not started in time is cancelled. */
export const jobAsOf = (job: Job, now: Instant): Job =>
  job.status === "collecting" && job.collectUntil !== null && job.collectUntil <= now
    ? { ...job, status: "cancelled", finishedAt: job.collectUntil }
    : job;

/** Until when a job can be read; null while it is not over. */
export const keptUntil = ({ finishedAt }: Pick<Job, "finishedAt">): Instant | null =>
  finishedAt && addDays(finishedAt, keptDays);

/** Whether a job can still be read. */
export const isKept = (job: Pick<Job, "finishedAt">, now: Instant): boolean => {
  const until = keptUntil(job);
  return until === null || until > now;
};

/** A job of this partner that can still be read, as the clock has it. */
export function ownJob(job: Job | null, { partnerId }: Pick<Job, "partnerId">, now: Instant): Job {
  const found = job && jobAsOf(job, now);
  if (found?.partnerId !== partnerId || !isKept(found, now)) throw notFound("job");
  return found;
}

/** The jobs that are still open at a moment, with one more that collects rows. */
export function withCollecting(open: OpenJobs, { id, collectUntil }: Job, now: Instant): OpenJobs {
  const collecting = open.collecting.filter(({ until }) => until > now);
  if (collecting.length >= mostCollecting) {
    throw new Refusal(
      "limit-reached",
      `At most ${mostCollecting} jobs can collect rows at a time. Start or cancel one of them first.`,
      { limit: mostCollecting },
    );
  }
  return { ...open, collecting: [...collecting, { id, until: collectUntil ?? now }] };
}

/** The open jobs without one that collected rows. */
export const withoutCollecting = (open: OpenJobs, id: string): OpenJobs => ({
  ...open,
  collecting: open.collecting.filter((one) => one.id !== id),
});

/** The open jobs with one that runs. Refuses a second one. */
export function withRunning(open: OpenJobs, id: string): OpenJobs {
  if (open.running !== null) {
    throw new Refusal("job-running", "Another job is running. Wait until it is over, or cancel it.", {
      jobId: open.running,
    });
  }
  return { ...withoutCollecting(open, id), running: id };
}

/** Refuses what needs a job that collects rows. */
export const assertCollecting = (action: "add rows" | "start", job: Job): Job =>
  allowFrom("job", { action, from: ["collecting"] }, job);

/** Starts a job that collected rows; null if it was started before. */
export function startJob(before: Job, now: Instant): JobStep | null {
  if (before.startedAt !== null) return null;
  assertCollecting("start", before);
  if (rowsOf(before) === 0) throw new Refusal("nothing-asked", "The job has no rows. Add some before you start it.");
  return stepOf(before, { ...before, status: "running", startedAt: now, workedAt: now }, "JobStarted");
}

/** Whether nobody works on a running job any more: its message is lost or set aside. */
export const isStuck = ({ status, workedAt }: Job, now: Instant): boolean =>
  status === "running" && workedAt !== null && addMinutes(workedAt, stuckMinutes) <= now;

/** The numbers of the rows of the page that is next or was begun. */
export function nextRows(job: Job): readonly number[] {
  const next = pagesOf(job)[job.pagesDone];
  return next === undefined ? [] : Array.from({ length: next.rows }, (_, at) => rowNumber(next.page, at));
}

/** Cancels a job: one that runs ends after the page that is being worked on. Null if there is nothing to cancel. */
export function cancelJob(before: Job, now: Instant): JobStep | null {
  if (before.status === "collecting") {
    return { before, after: { ...nextOf(before), status: "cancelled", finishedAt: now }, event: null };
  }
  if (before.status !== "running" || before.cancelRequestedAt !== null) return null;
  // The page that is being worked on is still counted, so this is no revision that would come before it.
  return { before, after: { ...before, cancelRequestedAt: now }, event: null };
}

/** A page of a sparse list can be short. All pages of a job are removed in one transaction when it ends. */
const mostFilterPages = 90;

/** One more page of what the filter fits. Fails the job that would have too many rows; nothing was done for it yet. */
export function afterResolving(
  before: Job,
  { found, cursor, now }: { readonly found: number; readonly cursor: string | null; readonly now: Instant },
): JobStep {
  const page = pagesOf(before).length + 1;
  const pages = found === 0 ? before.pages : { ...before.pages, [page]: found };
  const isFull = rowsOf({ pages }) >= mostJobRows || page >= mostFilterPages;
  if (isFull && cursor !== null) return endJob(before, "failed", now, { failure: "too-many" });
  const after = { ...nextOf(before), pages, cursor, resolving: cursor !== null, workedAt: now, failures: 0 };
  return { before, after, event: null };
}

/** A page was worked on. */
export function afterPage(before: Job, results: readonly Pick<JobResult, "result">[], now: Instant): JobStep {
  const pagesDone = before.pagesDone + 1;
  const after = { ...nextOf(before), ...counted(before, results), pagesDone, workedAt: now, failures: 0 };
  return { before, after, event: null };
}

/** A job is over. `results`: those of a page that was begun. */
export const endJob = (
  before: Job,
  status: "done" | "cancelled" | "failed",
  now: Instant,
  {
    failure = null,
    results = [],
  }: { readonly failure?: JobFailure | null; readonly results?: readonly Pick<JobResult, "result">[] } = {},
): JobStep =>
  stepOf(
    before,
    { ...before, ...counted(before, results), status, finishedAt: now, failure, resolving: false },
    "JobFinished",
  );

function counted({ counts, done }: Job, results: readonly Pick<JobResult, "result">[]): Pick<Job, "counts" | "done"> {
  const sum = { ...counts };
  for (const { result } of results) sum[result]++;
  return { counts: sum, done: done + results.length };
}

const nextOf = (job: Job): Job => ({ ...job, revision: job.revision + 1 });

function stepOf(before: Job | null, changed: Job, type: JobEventType): JobStep {
  const revision = before === null ? changed.revision : before.revision + 1;
  const after = { ...changed, version: changed.version + 1, revision };
  const { id, version: sequence, sandbox } = after;
  return { before, after, event: { type, aggregate: id, sequence, sandbox, data: { job: readJob(after) } } };
}

/** A job as it is read. Its total is unknown while its filter is being resolved. */
export const readJob = (job: Job): JobReading => {
  const { id, partnerId, sandbox, action, dryRun, status, done, counts, failure, createdBy } = job;
  const { createdAt, collectUntil, startedAt, cancelRequestedAt, finishedAt } = job;
  return {
    ...{ id, partnerId, sandbox, action, dryRun, status, total: job.resolving ? null : rowsOf(job), done, counts },
    ...{ failure, createdBy: createdBy.id, createdAt, collectUntil, startedAt, cancelRequestedAt, finishedAt },
    expiresAt: keptUntil(job),
  };
};
