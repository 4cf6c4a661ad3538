import type { Cause } from "../../events/envelope.ts";
import { isId } from "../../kernel/ids.ts";
import { notFound, Refusal } from "../../kernel/refusal.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { present } from "../../table/places.ts";
import { claimed } from "../../transaction/claim.ts";
import type { Decision } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { collectedWrite, jobPlace, jobWrites, openJobsPlace, openJobsWrite, pageWrite } from "../item.ts";
import type { Job, JobRow, OpenJobs } from "../model.ts";
import {
  assertCollecting,
  cancelJob,
  endJob,
  isStuck,
  jobAsOf,
  ownJob,
  readJob,
  startJob,
  withoutCollecting,
  withRunning,
  type JobStep,
} from "../rules.ts";
import { begunResults } from "./read-jobs.ts";
import type { JobAnswer } from "./create-job.ts";

/** Who changes a job. An admin changes every job of its partner, others their own. */
export interface JobChange {
  readonly cause: Cause;
  readonly isAdmin: boolean;
  readonly claim: IdempotencyClaim | null;
}

type Needs = Pick<Dependencies, "table">;

/** Stores a page of rows in a job that collects them; one that was there before is replaced. */
export const putJobRows = (
  needs: Needs,
  id: string,
  { page, rows }: { readonly page: number; readonly rows: readonly JobRow[] },
  change: JobChange,
): Promise<JobAnswer> =>
  changeJob(needs, id, change, ({ job }) => {
    assertCollecting("add rows", job);
    const after = { ...job, pages: { ...job.pages, [page]: rows.length } };
    return {
      after,
      writes: [pageWrite(id, page, { rows: [...rows] }, change.cause.now), collectedWrite(id, page, rows.length)],
    };
  });

/** Starts a job on the rows that it has collected. Repeating it changes nothing. */
export const startCollected = (needs: Needs, id: string, change: JobChange): Promise<JobAnswer> =>
  changeJob(needs, id, change, ({ job, open }) => {
    const step = startJob(job, change.cause.now);
    return step === null ? null : stepWrites(step, open, withRunning(open, id), change.cause);
  });

/** Cancels a job, at once if nobody works on it. What was done stays done. Repeating it changes nothing. */
export const cancelOpenJob = (needs: Needs, id: string, change: JobChange): Promise<JobAnswer> =>
  changeJob(needs, id, change, async ({ job, open }) => {
    const { now } = change.cause;
    const step = isStuck(job, now)
      ? endJob(job, "cancelled", now, { results: await begunResults(needs.table, job) })
      : cancelJob(job, now);
    if (step === null) return null;
    const left = job.status === "collecting" ? withoutCollecting(open, id) : open;
    return stepWrites(step, open, left, change.cause);
  });

interface Changed {
  readonly after: Job;
  readonly writes: Decision<unknown>["writes"];
}

const stepWrites = (step: JobStep, open: OpenJobs, opened: OpenJobs, cause: Cause): Changed => ({
  after: step.after,
  writes: [...jobWrites(step, cause), ...(opened === open ? [] : [openJobsWrite(cause.partnerId, open, opened)])],
});

async function changeJob(
  { table }: Needs,
  id: string,
  { cause, isAdmin, claim }: JobChange,
  decide: (found: { readonly job: Job; readonly open: OpenJobs }) => Changed | null | Promise<Changed | null>,
): Promise<JobAnswer> {
  if (!isId("job", id)) throw notFound("job");
  const { partnerId, now, actor } = cause;
  return execute(
    table,
    { now, claim: claimed(claim) },
    (reads) => reads.read({ found: jobPlace(id), open: openJobsPlace(partnerId) }),
    async ({ found, open }) => {
      const job = ownJob(found, cause, now);
      if (!isAdmin && job.createdBy.id !== actor.id) {
        throw new Refusal(
          "forbidden",
          "Only an admin can change a job that another user created. Nothing was changed.",
          {
            roles: ["admin"],
          },
        );
      }
      const changed = await decide({ job, open });
      return {
        answer: (): JobAnswer => ({ job: readJob(changed?.after ?? job), replayed: false }),
        writes: changed?.writes ?? [],
        record: { status: 200, aggregate: id, sequence: (changed?.after ?? job).version },
      };
    },
    async ({ aggregate }) => {
      const { job } = await table.read({ job: present(jobPlace(aggregate)) });
      return { job: readJob(jobAsOf(job, now)), replayed: true };
    },
  );
}
