import { describe, expect, it } from "vitest";
import { readHistory } from "../../shared/events/stored-events.ts";
import { workJobs } from "../../functions/work-jobs/handler.ts";
import { cancelOpenJob, putJobRows, startCollected } from "../../shared/jobs/commands/change-job.ts";
import { createJob, type JobInput } from "../../shared/jobs/commands/create-job.ts";
import { readAllResults, readJobs, readOwnJob, readResults } from "../../shared/jobs/commands/read-jobs.ts";
import { jobKeys, jobPlace, openJobsPlace } from "../../shared/jobs/item.ts";
import { mostTries, triesOfPage, type JobRow } from "../../shared/jobs/model.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import type { IdempotencyClaim } from "../../shared/table/idempotency.ts";
import { present } from "../../shared/table/places.ts";
import type { Partner } from "../actors/partner.ts";
import { openProduct, refused } from "../actors/product.ts";
import { email, mentions } from "../support/builders/a-known-person.ts";
import { later, now } from "../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../support/stack/log-lines.ts";
import { aBatch, aMessage } from "../support/stack/queue-events.ts";

const product = openProduct({ eachTest: true });
const log = listenToEachLog();
const table = () => product().table;
const selling = { id: "user-1", email: "sales@partner.example" };

interface Asked {
  readonly at?: Instant;
  readonly claim?: IdempotencyClaim;
  readonly by?: { readonly id: string; readonly email: string };
}
const start = (partner: Partner, input: Partial<JobInput>, { at = now, claim, by = selling }: Asked = {}) =>
  createJob(
    product(),
    { action: "cancel", dryRun: false, options: {}, ids: [], filter: null, ...input },
    by,
    partner.cause(at),
    claim ?? null,
  ).then(({ job }) => job.id);

const change = (partner: Partner, at: Instant = now) => ({ cause: partner.cause(at), isAdmin: false, claim: null });
const rowTo = (address: string, more: object = {}): JobRow => ({ customer: { email: address }, ...more });

/** A job that invites these rows, each page on its own; it is started. */
async function inviting(partner: Partner, pages: readonly (readonly JobRow[])[], input: Partial<JobInput> = {}) {
  const id = await start(partner, { action: "invite", options: { send: "email" }, ...input });
  for (const [at, rows] of pages.entries()) await putJobRows(product(), id, { page: at + 1, rows }, change(partner));
  await startCollected(product(), id, change(partner));
  return id;
}

/** Hands the worker the message of a job, with so many milliseconds left; answers after how many seconds it comes again. */
async function work(id: string, { at = now, timeLeft = (): number => 60_000 } = {}): Promise<number | null> {
  const [started] = await readHistory(table(), id);
  const { type, ...detail } = started!;
  let postponed: number | null = null;
  const needs = { ...product(), postpone: async (_: string, seconds: number) => void (postponed = seconds) };
  const message = aMessage(JSON.stringify({ "detail-type": type, detail }));
  const { batchItemFailures } = await workJobs(needs, () => at)(aBatch(message), {
    getRemainingTimeInMillis: timeLeft,
  });
  expect(batchItemFailures).toHaveLength(postponed === null ? 0 : 1);
  return postponed;
}

const jobOf = (partner: Partner, id: string, at: Instant = now) =>
  readOwnJob(table(), id, { partnerId: partner.partnerId, now: at });
const resultsOf = async (partner: Partner, id: string) =>
  (await readAllResults(table(), id, { partnerId: partner.partnerId, now })).map(
    ({ row, result, refusal }) => [row, refusal?.kind ?? result] as const,
  );
const statusOf = async (partner: Partner, id: string) => (await partner.read(id)).invitation.status;

describe("a job", () => {
  it("invites the rows that it has collected, each once, and keeps no row", async () => {
    const partner = await product().partner();
    const { email: known } = await partner.invite();
    const id = await inviting(partner, [
      [rowTo("one@customer.example"), rowTo("not an address"), rowTo(known)],
      [rowTo("two@customer.example", { send: null })],
    ]);
    expect(await jobOf(partner, id)).toMatchObject({ status: "running", total: 4, done: 0 });
    expect(await work(id)).toBeNull();
    expect(await jobOf(partner, id)).toMatchObject({
      ...{ status: "done", total: 4, done: 4, counts: { ok: 2, unchanged: 1, refused: 1 } },
      expiresAt: later({ days: 30 }),
    });
    expect(await resultsOf(partner, id)).toEqual([
      [1, "ok"],
      [2, "validation"],
      [3, "unchanged"],
      [101, "ok"],
    ]);
    const [first] = await readAllResults(table(), id, { partnerId: partner.partnerId, now });
    expect(await statusOf(partner, first!.id!)).toBe("pending");
    expect(await product().typesOf(id)).toEqual(["JobStarted", "JobFinished"]);
    expect((await product().store.scan()).filter(({ entity }) => entity === "job-page")).toEqual([]);
  });

  it("cancels, resends and renews a selection or what a filter fits by the commands of the single routes", async () => {
    const partner = await product().partner();
    const other = await product().partner();
    const foreign = await other.invite();
    const sent = [await partner.invite(), await partner.invite({ expiresIn: "P1D" }), await partner.invite()];
    const ids = sent.map(({ id }) => id);
    const cancelling = await start(partner, { ids: [ids[0]!, foreign.id, ids[0]!], options: { reason: "Over." } });
    await work(cancelling);
    expect(await resultsOf(partner, cancelling)).toEqual([
      [1, "ok"],
      [2, "not-found"],
    ]);
    expect(await partner.read(ids[0]!)).toMatchObject({ invitation: { status: "cancelled", cancelReason: "Over." } });
    expect(await statusOf(other, foreign.id)).toBe("pending");
    const at = later({ days: 2 });
    const resending = await start(partner, { action: "resend", filter: { status: ["pending"] } }, { at });
    await work(resending, { at });
    expect(await jobOf(partner, resending, at)).toMatchObject({ status: "done", total: 1, counts: { ok: 1 } });
    const renewing = await start(partner, { action: "renew", filter: { status: ["expired", "pending"] } }, { at });
    await work(renewing, { at });
    expect(await jobOf(partner, renewing, at)).toMatchObject({ total: 2, counts: { ok: 1, unchanged: 1 } });
    expect(await product().typesOf(ids[1]!)).toContain("InvitationResent");
  });

  it("changes nothing when a second job has the same rows", async () => {
    const partner = await product().partner();
    const { id } = await partner.invite();
    const at = later({ days: 2 });
    for (const action of ["resend", "cancel"] as const)
      for (const counts of [{ ok: 1 }, { unchanged: 1 }]) {
        const job = await start(partner, { action, ids: [id] }, { at });
        await work(job, { at });
        expect(await jobOf(partner, job, at)).toMatchObject({ counts });
      }
  });

  it("carries out each row once when two runs work on it at once", async () => {
    const partner = await product().partner();
    const rows = Array.from({ length: 12 }, (_, at) => rowTo(`it-${at}@customer.example`));
    const id = await inviting(partner, [rows.slice(0, 7), rows.slice(7)]);
    await Promise.all([work(id), work(id)]);
    expect(await jobOf(partner, id)).toMatchObject({ status: "done", done: 12, counts: { ok: 12 } });
    expect((await partner.list()).items).toHaveLength(12);
    expect(await product().typesOf(id)).toEqual(["JobStarted", "JobFinished"]);
  });

  it("goes on after a run that broke off, and carries out no row twice", async () => {
    const partner = await product().partner();
    const rows = Array.from({ length: 10 }, (_, at) => rowTo(`it-${at}@customer.example`));
    const id = await inviting(partner, [rows]);
    const left: number[] = [60_000, 60_000, 60_000, 60_000];
    expect(await work(id, { timeLeft: (): number => left.pop() ?? 0 })).toBe(1);
    const begun = (await resultsOf(partner, id)).length;
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThan(10);
    expect(await jobOf(partner, id)).toMatchObject({ status: "running", done: 0 });
    await work(id, { at: later({ days: 3 }) });
    expect(await jobOf(partner, id)).toMatchObject({ status: "done", done: 10, counts: { ok: 10 } });
    expect((await partner.list()).items).toHaveLength(10);
  });

  it("carries out a row once whose answer was lost", async () => {
    const partner = await product().partner();
    const id = await inviting(partner, [[rowTo("it@customer.example")]]);
    const before = await product().store.scan();
    await work(id);
    const after = await product().store.scan();
    // Everything that the row wrote is there; what the run knew of it is not.
    const stale = before.filter(({ PK, SK }) =>
      [jobKeys.state(id), jobKeys.page(id, 1), jobKeys.open(partner.partnerId)].some(
        (key) => key.PK === PK && key.SK === SK,
      ),
    );
    const kept = after.filter(
      (item) => item["entity"] !== "event" || !JSON.stringify(item["types"]).includes("JobFinished"),
    );
    const isStale = (item: object) =>
      stale.some((one) => one["PK"] === (item as typeof one)["PK"] && one["SK"] === (item as typeof one)["SK"]);
    await product().store.restore([...kept.filter((item) => !isStale(item)), ...stale]);
    await work(id);
    expect(await jobOf(partner, id)).toMatchObject({ status: "done", counts: { ok: 1 } });
    expect((await partner.list()).items).toHaveLength(1);
  });

  it("writes nothing but its results in a dry run", async () => {
    const partner = await product().partner();
    const pending = await partner.invite();
    const at = later({ days: 2 });
    const before = await product().typesOf(pending.id);
    for (const action of ["resend", "cancel"] as const) {
      const id = await start(partner, { action, dryRun: true, ids: [pending.id] }, { at });
      await work(id, { at });
      expect(await jobOf(partner, id, at)).toMatchObject({ status: "done", dryRun: true, counts: { ok: 1 } });
    }
    const inviteTwice = [rowTo("it@customer.example"), rowTo("it@customer.example"), rowTo(pending.email)];
    const id = await inviting(partner, [inviteTwice], { dryRun: true });
    await work(id);
    expect(await resultsOf(partner, id)).toEqual([
      [1, "ok"],
      [2, "open-invitation-exists"],
      [3, "unchanged"],
    ]);
    expect(await product().typesOf(pending.id)).toEqual(before);
    expect((await partner.list()).items).toHaveLength(1);
  });

  it("is the only one that runs of its partner, until it is over", async () => {
    const partner = await product().partner();
    const { id: invitation } = await partner.invite();
    const claim = partner.claim({ route: "POST /v1/jobs" });
    const id = await start(partner, { ids: [invitation] }, { claim });
    expect(await start(partner, { ids: [invitation] }, { claim })).toBe(id);
    expect(await refused(start(partner, { ids: [invitation] }))).toMatchObject({
      ...{ kind: "job-running", members: { jobId: id } },
    });
    await start(await product().partner(), { ids: [invitation] });
    await work(id);
    expect(await table().read(openJobsPlace(partner.partnerId))).toMatchObject({ running: null });
    await start(partner, { ids: [invitation] });
  });

  it("is cancelled while it collects, and while it runs after the page that is being worked on", async () => {
    const partner = await product().partner();
    const collecting = await start(partner, { action: "invite" });
    await putJobRows(product(), collecting, { page: 1, rows: [rowTo(email)] }, change(partner));
    await cancelOpenJob(product(), collecting, change(partner));
    expect(await jobOf(partner, collecting)).toMatchObject({ status: "cancelled" });
    expect(mentions(await product().store.scan())).toEqual([]);
    expect(await refused(startCollected(product(), collecting, change(partner)))).toMatchObject({
      kind: "wrong-state",
    });

    const rows = (page: number) => [rowTo(`one@customer-${page}.example`), rowTo(`two@customer-${page}.example`)];
    const id = await inviting(partner, [rows(1), rows(2)]);
    product().store.before("TransactWriteItems", () => cancelOpenJob(product(), id, change(partner)));
    await work(id);
    expect(await jobOf(partner, id)).toMatchObject({ status: "cancelled", total: 4, done: 2, counts: { ok: 2 } });
    expect(await resultsOf(partner, id)).toHaveLength(2);
    const again = await cancelOpenJob(product(), id, change(partner));
    expect(again.job).toMatchObject({ status: "cancelled", done: 2 });
  });

  it("is cancelled at once when its message was lost, and counts what a run that broke off has done", async () => {
    const partner = await product().partner();
    const id = await inviting(partner, [[rowTo("one@customer.example"), rowTo("two@customer.example")]]);
    const left: number[] = [60_000, 60_000];
    await work(id, { timeLeft: (): number => left.pop() ?? 0 });
    const { length } = await resultsOf(partner, id);
    const cancel = (at: Instant) => cancelOpenJob(product(), id, change(partner, at));
    expect((await cancel(later({ minutes: 14 }))).job).toMatchObject({ status: "running", done: 0 });
    expect((await cancel(later({ minutes: 15 }))).job).toMatchObject({ status: "cancelled", done: length });
    expect(await work(id, { at: later({ minutes: 16 }) })).toBeNull();
    expect(await resultsOf(partner, id)).toHaveLength(length);
    expect(await table().read(openJobsPlace(partner.partnerId))).toMatchObject({ running: null });
  });

  it("refuses a row that fails again and again, and is over when even that fails", async () => {
    const partner = await product().partner();
    const { id: invitation } = await partner.invite();
    const id = await start(partner, { ids: [invitation] });
    for (let run = 0; run < triesOfPage; run++) {
      product().store.fail("TransactWriteItems", new Error("A fault."));
      expect(await work(id)).toBe(30);
    }
    product().store.fail("TransactWriteItems", new Error("A fault."));
    expect(await work(id)).toBeNull();
    expect(log.lines.filter(({ message }) => message === "row of a job failed")).toHaveLength(triesOfPage + 1);
    expect(await resultsOf(partner, id)).toEqual([[1, "internal"]]);

    const next = await start(partner, { ids: [invitation] });
    await table().set(jobKeys.state(next), { failures: mostTries - 1 });
    await table().remove(jobKeys.page(next, 1));
    await work(next);
    expect(await jobOf(partner, next)).toMatchObject({ status: "failed", failure: "internal", done: 0 });
    expect(await table().read(openJobsPlace(partner.partnerId))).toMatchObject({ running: null });
  });

  it("can be changed by its user and by admins, and is another partner's as little as one that is not there", async () => {
    const partner = await product().partner();
    const stranger = await product().partner();
    const id = await start(partner, { action: "invite" });
    const put = (by: Partner, isAdmin: boolean) =>
      putJobRows(product(), id, { page: 1, rows: [rowTo(email)] }, { ...change(by), isAdmin });
    expect(await refused(put(partner.as("user-2"), false))).toMatchObject({ kind: "forbidden" });
    expect((await put(partner.as("user-2"), true)).job.total).toBe(1);
    expect(await refused(put(stranger, true))).toMatchObject({ kind: "not-found" });
    expect(await refused(jobOf(stranger, id))).toMatchObject({ kind: "not-found" });
    expect(await readJobs(table(), { partnerId: stranger.partnerId, now }, { limit: 10, cursor: null })).toEqual({
      ...{ items: [], next: null },
    });
  });

  it("is over when it was not started within a day, and gone thirty days later", async () => {
    const partner = await product().partner();
    const id = await start(partner, { action: "invite" });
    await putJobRows(product(), id, { page: 2, rows: [rowTo(email)] }, change(partner));
    expect(await jobOf(partner, id, later({ days: 1 }))).toMatchObject({
      status: "cancelled",
      finishedAt: later({ days: 1 }),
    });
    expect(await refused(startCollected(product(), id, change(partner, later({ days: 1 }))))).toMatchObject({
      kind: "wrong-state",
    });
    expect(await refused(jobOf(partner, id, later({ days: 31 })))).toMatchObject({ kind: "not-found" });
    const page = { limit: 10, cursor: null };
    const reader = { partnerId: partner.partnerId, now };
    expect((await readJobs(table(), reader, page)).items).toMatchObject([{ id, status: "collecting" }]);
    expect((await readJobs(table(), { ...reader, now: later({ days: 31 }) }, page)).items).toEqual([]);
  });

  it("has its results page by page, by the numbers of their rows", async () => {
    const partner = await product().partner();
    const ids = [await partner.invite(), await partner.invite(), await partner.invite()].map(({ id }) => id);
    const id = await start(partner, { ids });
    await work(id);
    const reader = { partnerId: partner.partnerId, now };
    const first = await readResults(table(), id, reader, { limit: 2, cursor: null });
    expect(first).toMatchObject({
      items: [
        { row: 1, id: ids[0] },
        { row: 2, id: ids[1] },
      ],
      next: "2",
    });
    expect(await readResults(table(), id, reader, { limit: 2, cursor: first.next })).toMatchObject({
      ...{ items: [{ row: 3, id: ids[2] }], next: null },
    });
  });

  it("loses a person whose data are erased while it collects", async () => {
    const partner = await product().partner();
    const id = await start(partner, { action: "invite" });
    const rows = [
      rowTo(email, { message: { subject: "Hello", text: `For ${email}: {{link}}` } }),
      rowTo("b@b.example"),
    ];
    await putJobRows(product(), id, { page: 1, rows }, change(partner));
    await product().operator.askForData({ kind: "erasure", email, unattended: true }, { at: now });
    await product().fulfilDataRequests(now);
    expect(mentions(await product().store.scan())).toEqual([]);
    await startCollected(product(), id, change(partner));
    await work(id);
    expect(await resultsOf(partner, id)).toEqual([
      [1, "validation"],
      [2, "ok"],
    ]);
    expect((await table().read(present(jobPlace(id)))).createdBy).toEqual(selling);
  });
});
