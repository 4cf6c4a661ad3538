import { isId } from "../../kernel/ids.ts";
import { notFound } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Page, Stretch } from "../../table/pages.ts";
import type { Table } from "../../table/table.ts";
import type { JobReading } from "../answers.ts";
import { allResults, jobPlace, listedJobs, resultPlace, resultsPage } from "../item.ts";
import type { Job, JobResult } from "../model.ts";
import { isKept, jobAsOf, nextRows, ownJob, readJob } from "../rules.ts";

/** Whose job is read, and when. */
interface Reader {
  readonly partnerId: string;
  readonly now: Instant;
}

async function loadJob(table: Table, id: string, { partnerId, now }: Reader): Promise<Job> {
  if (!isId("job", id)) throw notFound("job");
  return ownJob((await table.read({ found: jobPlace(id) })).found, { partnerId }, now);
}

/** One job of a partner. */
export const readOwnJob = async (table: Table, id: string, reader: Reader): Promise<JobReading> =>
  readJob(await loadJob(table, id, reader));

/** One page of a partner's jobs, newest first. */
export async function readJobs(table: Table, { partnerId, now }: Reader, page: Stretch): Promise<Page<JobReading>> {
  for (let from = page.cursor; ;) {
    const { items: ids, next } = await listedJobs(table, partnerId, { ...page, cursor: from });
    const found = (await table.read(ids.map(jobPlace))).filter((one) => one !== null).map((one) => jobAsOf(one, now));
    const kept = found.filter((one) => isKept(one, now));
    // A page may be short, but an empty one would mean the end.
    if (kept.length > 0 || next === null) return { items: kept.map(readJob), next };
    from = next;
  }
}

/** The results of a page that was begun and is not counted yet. */
export const begunResults = async (table: Pick<Table, "read">, job: Job): Promise<JobResult[]> =>
  (await table.read(nextRows(job).map((row) => resultPlace(job.id, row)))).filter((one) => one !== null);

/** One page of the results of a job, by their rows. */
export async function readResults(table: Table, id: string, reader: Reader, page: Stretch): Promise<Page<JobResult>> {
  await loadJob(table, id, reader);
  return resultsPage(table, id, page);
}

/** Every result of a job, by their rows. */
export async function readAllResults(table: Table, id: string, reader: Reader): Promise<JobResult[]> {
  await loadJob(table, id, reader);
  return allResults(table, id);
}
