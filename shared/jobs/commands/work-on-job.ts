import type { Cause } from "../../events/envelope.ts";
import { readInvitations, type InvitationFilter } from "../../invitation/reads/read-invitations.ts";
import type { Instant } from "../../kernel/time.ts";
import { Superseded } from "../../table/superseded.ts";
import type { Write } from "../../table/writes.ts";
import { commit, done } from "../../transaction/commit.ts";
import { countFailure, jobPagePlace, jobPlace, jobWrites, pageDoneWrites, pageWrite } from "../item.ts";
import { mostPageRows, mostTries, type Job } from "../model.ts";
import { afterPage, afterResolving, endJob, pagesOf } from "../rules.ts";
import { begunResults } from "./read-jobs.ts";
import { workOnRows, type RowNeeds } from "./work-on-rows.ts";

/** How far a job has come: a page further, not further for now, or to its end. `elsewhere`: another run was first. */
export type JobProgress = "worked" | "elsewhere" | "waits" | "over";

/** Time in milliseconds that must be left to go on with a filter. */
const resolvingMs = 10_000;

/**
 * Works on one page of a job, or resolves one page of its filter, and stores how far it has come. A page can be worked on again at
 * any time: by the next run, or by two at once.
 */
export async function workOnJob(needs: RowNeeds, id: string, now: Instant): Promise<JobProgress> {
  const { table } = needs;
  const { job } = await table.read({ job: jobPlace(id) });
  if (job?.status !== "running") return "over";
  try {
    return await step(needs, job, now);
  } catch (error) {
    if (error instanceof Superseded) return "elsewhere";
    if (!needs.isPassing(error)) await failed(needs, job, now);
    throw error;
  }
}

/** Counts that a page failed. A job whose page fails again and again is over, so that its partner can start another one. */
async function failed({ table }: RowNeeds, job: Job, now: Instant): Promise<void> {
  if (job.failures + 1 < mostTries) return countFailure(table, job.id);
  await end({ table }, job, "failed", now);
}

/** Ends a job before all of its rows were worked on. What a page that was begun has come to is counted. */
async function end(
  needs: Pick<RowNeeds, "table">,
  job: Job,
  status: "cancelled" | "failed",
  now: Instant,
): Promise<void> {
  const results = await begunResults(needs.table, job);
  const failure = status === "failed" ? "internal" : null;
  await save(needs, jobWrites(endJob(job, status, now, { failure, results }), causeOf(job, now)), now);
}

const save = ({ table }: Pick<RowNeeds, "table">, writes: readonly Write[], now: Instant): Promise<void> =>
  commit(table, done(writes), { now });

async function step(needs: RowNeeds, job: Job, now: Instant): Promise<JobProgress> {
  const cause = causeOf(job, now);
  if (job.cancelRequestedAt !== null) {
    await end(needs, job, "cancelled", now);
    return "over";
  }
  if (job.resolving) return resolve(needs, job, cause);
  const next = pagesOf(job)[job.pagesDone];
  if (next === undefined) {
    await save(needs, jobWrites(endJob(job, "done", now), cause), now);
    return "over";
  }
  const { content } = await needs.table.read({ content: jobPagePlace(job.id, next.page) });
  if (content === null) {
    // Another run has just worked on it, or it is lost.
    const { current } = await needs.table.read({ current: jobPlace(job.id) });
    if (current?.revision === job.revision) throw new Error(`Page ${next.page} of the job ${job.id} is missing.`);
    return "elsewhere";
  }
  const { results, isDone, hasFailed } = await workOnRows(needs, job, { page: next.page, content }, now);
  if (isDone) {
    await save(needs, pageDoneWrites(afterPage(job, results, now), next.page, cause), now);
    return "worked";
  }
  if (hasFailed) await failed(needs, job, now);
  return "waits";
}

/** The next page of the invitations that the filter fits now. */
async function resolve(needs: RowNeeds, job: Job, cause: Cause): Promise<JobProgress> {
  const { now, partnerId } = cause;
  const filter = { ...job.filter, partnerId } as InvitationFilter;
  const ids: string[] = [];
  let { cursor } = job;
  do {
    const page = await readInvitations(needs, filter, { limit: mostPageRows - ids.length, cursor }, now);
    ids.push(...page.items.map(({ invitation }) => invitation.id));
    cursor = page.next;
  } while (cursor !== null && ids.length < mostPageRows && needs.timeLeft() > resolvingMs);
  const after = afterResolving(job, { found: ids.length, cursor, now });
  const page = pagesOf(job).length + 1;
  const isKept = ids.length > 0 && after.after.status === "running";
  await save(needs, [...jobWrites(after, cause), ...(isKept ? [pageWrite(job.id, page, { ids }, now)] : [])], now);
  return after.after.status === "running" ? "worked" : "over";
}

const causeOf = ({ partnerId, id, correlationId }: Job, now: Instant): Cause => ({
  ...{ partnerId, actor: { kind: "job", id }, now, correlationId, causationId: null },
});
