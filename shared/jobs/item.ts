import type { Cause } from "../events/envelope.ts";
import { aggregateWrites } from "../events/stored-events.ts";
import { addDays, epochSeconds, type Instant } from "../kernel/time.ts";
import { table as names } from "../names.ts";
import { everyItem } from "../table/every-item.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { idsPage, pageOf, type Page, type Stretch } from "../table/pages.ts";
import { place, placeOr } from "../table/places.ts";
import type { Table } from "../table/table.ts";
import { isAsRead, isNew, put, remove, rewrite, type Condition, type Write } from "../table/writes.ts";
import { job, jobPage, jobResult, keptDays, openJobs } from "./model.ts";
import type { Job, JobPage, JobResult, OpenJobs } from "./model.ts";
import { keptUntil, pagesOf, type JobStep } from "./rules.ts";

const padded = (number: number): string => String(number).padStart(5, "0");

/** Keys of jobs. */
export const jobKeys = {
  state: (id: string): Key => ({ PK: aggregatePartition(id), SK: "OF-PARTNER" }),
  page: (id: string, page: number): Key => ({ PK: `${aggregatePartition(id)}#ROWS`, SK: padded(page) }),
  result: (id: string, row: number): Key => ({ PK: `${aggregatePartition(id)}#RESULTS`, SK: padded(row) }),
  // A row has at most four digits, so all of them begin with a zero.
  results: (id: string) => ({ PK: `${aggregatePartition(id)}#RESULTS`, prefix: "0" }),
  open: (partnerId: string): Key => ({ PK: aggregatePartition(partnerId), SK: "OPEN-JOBS" }),
};

const jobList = (partnerId: string): string => `PTN#${partnerId}#JOB`;

/** A job, as it is stored. */
export const jobPlace = (id: string) => place(jobKeys.state(id), (item): Job => job.parse(item));

/** A page of a job's rows. */
export const jobPagePlace = (id: string, page: number) =>
  place(jobKeys.page(id, page), (item): JobPage => jobPage.parse(item));

/** The result of a row. */
export const resultPlace = (id: string, row: number) =>
  place(jobKeys.result(id, row), (item): JobResult => jobResult.parse(item));

const noneOpen: OpenJobs = { version: 0, running: null, collecting: [] };

/** The jobs of a partner that are not over. */
export const openJobsPlace = (partnerId: string) =>
  placeOr(jobKeys.open(partnerId), (item): OpenJobs => openJobs.parse(item), noneOpen);

/** Stores which jobs of a partner are open, conditional on what was read. */
export const openJobsWrite = (partnerId: string, before: OpenJobs, after: OpenJobs): Write =>
  put(jobKeys.open(partnerId), "open-jobs", { ...after, version: before.version + 1 }, isAsRead(before));

/** Days for which rows are kept beyond the last moment at which they can be started: a job takes minutes. */
const pageDays = 7;

/** Stores a page of rows. It is removed when it was worked on. */
export const pageWrite = (id: string, page: number, content: Partial<JobPage>, now: Instant): Write =>
  put(jobKeys.page(id, page), "job-page", {
    ...{ jobId: id, rows: null, ids: null, ...content },
    ttl: epochSeconds(addDays(now, pageDays)),
  });

/** Sets the number of rows of a page, while the job collects them. Pages that are sent at once do not wait for each other. */
export const collectedWrite = (id: string, page: number, rows: number): Write => ({
  kind: "update",
  key: jobKeys.state(id),
  set: { [`pages.${page}`]: rows },
  add: { revision: 1 },
  condition: hasStatus("collecting"),
});

const hasStatus = (status: Job["status"]): Condition => ({
  expression: "#status = :status",
  names: { "#status": "status" },
  values: { ":status": status },
});

const jobItem = (job: Job) => ({
  ...jobKeys.state(job.id),
  ...{ entity: "job", schema: 1, GSI1PK: jobList(job.partnerId), GSI1SK: job.id },
  ...job,
});

/** The job is still at the revision that was read; for a step that is no revision, it has still the same status. */
const isBefore = (before: Job, after: Job): Condition =>
  before.revision === after.revision
    ? hasStatus(before.status)
    : { expression: "revision = :revision", values: { ":revision": before.revision } };

/** The writes of a step, conditional on the revision that was read. A job that is over loses the rest of its rows. */
export function jobWrites({ before, after, event }: JobStep, cause: Cause): Write[] {
  const { id, collectUntil } = after;
  const until =
    keptUntil(after) ?? (after.status === "collecting" ? collectUntil && addDays(collectUntil, keptDays) : null);
  const ttl = until !== null && { ttl: epochSeconds(until) };
  const write = (newest: object): Write =>
    before === null
      ? rewrite(null, { ...jobItem(after), ...newest, ...ttl }, isNew)
      : rewrite(jobItem(before), { ...jobItem(after), ...newest, ...ttl }, isBefore(before, after));
  const state = event === null ? [write({})] : aggregateWrites(before, cause, [event], write);
  if (after.finishedAt === null) return state;
  const left = pagesOf(after).slice(after.pagesDone);
  return [
    ...state,
    ...left.map(({ page }) => remove(jobKeys.page(id, page))),
    ...(before?.status === "running" ? [noLongerRunning(after)] : []),
  ];
}

const noLongerRunning = ({ id, partnerId }: Job): Write => ({
  kind: "update",
  key: jobKeys.open(partnerId),
  set: { running: null },
  add: { version: 1 },
  condition: { expression: "running = :id", values: { ":id": id } },
});

/** The step after a page, whose rows are not kept. */
export const pageDoneWrites = (step: JobStep, page: number, cause: Cause): Write[] => [
  ...jobWrites(step, cause),
  remove(jobKeys.page(step.after.id, page)),
];

/** Stores the result of a row, unless it has one. */
export const resultWrite = (id: string, result: JobResult, now: Instant) => ({
  ...put(
    jobKeys.result(id, result.row),
    "job-result",
    { jobId: id, ...result, ttl: epochSeconds(addDays(now, keptDays + 1)) },
    isNew,
  ),
  condition: isNew,
});

/** Counts that the next page of a running job failed. */
export const countFailure = async (table: Pick<Table, "increment">, id: string): Promise<void> => {
  await table.increment(jobKeys.state(id), "failures", hasStatus("running"));
};

/** Ids of a partner's jobs, newest first. One query. */
export async function listedJobs(
  table: Pick<Table, "query">,
  partnerId: string,
  { limit, cursor }: Stretch,
): Promise<Page<string>> {
  const { items } = await table.query({
    index: names.listIndex,
    partition: jobList(partnerId),
    ...(cursor !== null && { sort: { before: cursor } }),
    newestFirst: true,
    limit: limit + 1,
  });
  return idsPage(
    items.map(({ GSI1SK }) => String(GSI1SK)),
    limit,
  );
}

/** One page of the results of a job, by their rows. The cursor is the number of the last row seen. */
export async function resultsPage(
  table: Pick<Table, "query">,
  id: string,
  { limit, cursor }: Stretch,
): Promise<Page<JobResult>> {
  const { items } = await table.query({
    partition: jobKeys.results(id).PK,
    ...(cursor !== null && { sort: { after: padded(Number(cursor)) } }),
    limit: limit + 1,
  });
  return pageOf(
    items.map((item): JobResult => jobResult.parse(item)),
    limit,
    ({ row }) => String(row),
  );
}

/** All results of a job, by their rows. */
export const allResults = async (table: Table, id: string): Promise<JobResult[]> =>
  (await everyItem(table, jobKeys.results(id))).map((item) => jobResult.parse(item));
