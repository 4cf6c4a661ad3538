import type { Cause } from "../../events/envelope.ts";
import { partnerOf } from "../../partner/commands/partner-of.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { present } from "../../table/places.ts";
import { claimed } from "../../transaction/claim.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import type { JobReading } from "../answers.ts";
import { jobPlace, jobWrites, openJobsPlace, openJobsWrite, pageWrite } from "../item.ts";
import { mostPageRows, type Job } from "../model.ts";
import { collectingJob, jobAsOf, readJob, startedJob, withCollecting, withRunning } from "../rules.ts";

/** A job as a command left it, and whether this is the answer to an earlier, equal request. */
export interface JobAnswer {
  readonly job: JobReading;
  readonly replayed: boolean;
}

/** What a partner asks for. New invitations have neither ids nor a filter: their rows follow. */
export type JobInput = Pick<Job, "action" | "dryRun" | "options"> & {
  readonly ids: readonly string[];
  readonly filter: Job["filter"];
};

/** Creates a job. One for new invitations collects their rows; every other one starts at once, if no job is running. */
export async function createJob(
  { table, newId }: Pick<Dependencies, "table" | "newId">,
  { ids: named, ...input }: JobInput,
  createdBy: Job["createdBy"],
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<JobAnswer> {
  const { partnerId, now, correlationId } = cause;
  const id = newId("job");
  const ids = [...new Set(named)];
  const parts = Array.from({ length: Math.ceil(ids.length / mostPageRows) }, (_, at) =>
    ids.slice(at * mostPageRows, (at + 1) * mostPageRows),
  );
  const pages = Object.fromEntries(parts.map((part, at) => [at + 1, part.length]));
  return execute(
    table,
    { now, claim: claimed(claim) },
    (reads) => reads.read({ partner: partnerPlace(partnerId), open: openJobsPlace(partnerId) }),
    ({ partner, open }) => {
      const { sandbox } = partnerOf(partner, { mustStand: true });
      const given = { id, partnerId, sandbox, ...input, createdBy, correlationId, pages };
      const isCollecting = input.action === "invite";
      const step = isCollecting ? collectingJob(given, now) : startedJob(given, now);
      const opened = isCollecting ? withCollecting(open, step.after, now) : withRunning(open, id);
      return {
        answer: (): JobAnswer => ({ job: readJob(step.after), replayed: false }),
        writes: [
          ...jobWrites(step, cause),
          ...parts.map((part, at) => pageWrite(id, at + 1, { ids: [...part] }, now)),
          openJobsWrite(partnerId, open, opened),
        ],
        record: { status: 202, aggregate: id, sequence: step.after.version },
      };
    },
    async ({ aggregate }) => {
      const { job } = await table.read({ job: present(jobPlace(aggregate)) });
      return { job: readJob(jobAsOf(job, now)), replayed: true };
    },
  );
}
