import { expect, it } from "vitest";
import { mostCollecting, mostJobRows, type OpenJobs } from "../../shared/jobs/model.ts";
import {
  afterPage,
  afterResolving,
  cancelJob,
  collectingJob,
  endJob,
  pagesOf,
  readJob,
  rowNumber,
  startedJob,
  withCollecting,
  withRunning,
  type NewJob,
} from "../../shared/jobs/rules.ts";
import { later, now } from "../support/builders/fixed-clock.ts";

const given: NewJob = {
  ...{ id: "job_01JD0000000000000000000001", partnerId: "ptn_01JD0000000000000000000001", sandbox: false },
  action: "cancel",
  ...{ dryRun: false, options: {}, filter: null, pages: {}, correlationId: "c-1" },
  createdBy: { id: "user-1", email: "sales@partner.example" },
};
const noneOpen: OpenJobs = { version: 0, running: null, collecting: [] };

it("pages have the order of their numbers, and each has a hundred numbers for its rows", () => {
  expect(pagesOf({ pages: { 10: 1, 2: 7, 1: 100 } }).map(({ page }) => page)).toEqual([1, 2, 10]);
  expect([rowNumber(1, 0), rowNumber(1, 99), rowNumber(2, 0)]).toEqual([1, 100, 101]);
});

it("a filter that fits too many invitations fails its job before a row was worked on", () => {
  let { after: job } = startedJob({ ...given, filter: { tag: "spring" } }, now);
  expect(readJob(job).total).toBeNull();
  for (let found = 100; found < mostJobRows; found += 100)
    ({ after: job } = afterResolving(job, { found: 100, cursor: "inv", now }));
  const whole = afterResolving(job, { found: 100, cursor: null, now }).after;
  expect(readJob(whole)).toMatchObject({ status: "running", total: mostJobRows });
  const { after, event } = afterResolving(job, { found: 100, cursor: "inv", now });
  expect(readJob(after)).toMatchObject({ status: "failed", failure: "too-many", done: 0 });
  expect(event?.type).toBe("JobFinished");
});

it("a filter that fits nothing leaves a job without rows", () => {
  const { after } = startedJob({ ...given, filter: { tag: "spring" } }, now);
  expect(readJob(afterResolving(after, { found: 0, cursor: null, now }).after)).toMatchObject({ total: 0 });
});

it("results of a page that was begun are counted at the end, too", () => {
  const { after } = afterPage(startedJob({ ...given, pages: { 1: 1, 2: 2 } }, now).after, [{ result: "ok" }], now);
  const ended = endJob(after, "cancelled", now, { results: [{ result: "refused" }] });
  expect(ended.after).toMatchObject({ version: 2, done: 2, counts: { ok: 1, unchanged: 0, refused: 1 } });
});

it("cancelling a running job is no revision, so that the page in work is still counted", () => {
  const { after } = startedJob({ ...given, pages: { 1: 1 } }, now);
  const step = cancelJob(after, now);
  expect(step?.after).toEqual({ ...after, cancelRequestedAt: now });
  expect(cancelJob(step!.after, now)).toBeNull();
});

it("a partner has a limited number of jobs that collect rows, and those of yesterday do not count", () => {
  const job = collectingJob({ ...given, action: "invite" }, now).after;
  let open = noneOpen;
  for (let nth = 0; nth < mostCollecting; nth++) open = withCollecting(open, { ...job, id: `job_${nth}` }, now);
  expect(() => withCollecting(open, job, now)).toThrow("At most 10 jobs");
  expect(withCollecting(open, job, later({ days: 1 })).collecting).toHaveLength(1);
});

it("a second job cannot run, and one that starts collects no more", () => {
  const open = withRunning(withCollecting(noneOpen, collectingJob(given, now).after, now), given.id);
  expect(open).toMatchObject({ running: given.id, collecting: [] });
  expect(() => withRunning(open, "job_2")).toThrow("Another job is running");
});
