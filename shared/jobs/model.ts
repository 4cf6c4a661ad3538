import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";
import { count, hasEvents, idOf, personal, personalText, text } from "../schema/values.ts";
import { asked } from "../terms/model.ts";

/** What a job does to every one of its rows. */
export const jobActions = ["invite", "resend", "cancel", "renew"] as const;
export type JobAction = (typeof jobActions)[number];

/** Statuses of a job. The last three stay. */
const jobStatuses = ["collecting", "running", "done", "cancelled", "failed"] as const;

/** Why a job failed: its filter fits too many invitations, or rows could not be worked on. */
export const jobFailures = ["too-many", "internal"] as const;
export type JobFailure = (typeof jobFailures)[number];

/** The result of a row. `unchanged`: it was done before, so nothing was to do. */
const rowResults = ["ok", "unchanged", "refused"] as const;

/** Maximum numbers: rows of a page and of a job, pages, ids of a selection, and jobs of a partner that collect rows. */
export const mostPageRows = 100;
const mostPages = 50;
export const mostJobRows = mostPages * mostPageRows;
export const mostIds = 1_000;
export const mostCollecting = 10;

/** Hours for which rows can be added, and days for which results are kept. */
export const collectingHours = 24;
export const keptDays = 30;

/** Minutes without a page after which nobody works on a job any more: far longer than a run lasts. */
export const stuckMinutes = 15;

/** How many times the next page of a job can fail before its faulty rows are refused, and before the job fails. */
export const triesOfPage = 5;
export const mostTries = 10;

const something = personal(z.optional(z.unknown()));
const words = z.optional(personal(z.nullable(text)));
const ownWords = {
  message: z.optional(asked.message),
  purpose: words,
  purposes: something,
  reference: words,
  notes: words,
  tags: z.optional(personal(z.nullable(z.array(text)))),
};

/** What is said once for every row: options of the action, or terms of invitations that a row does not name itself. */
const jobOptions = z.looseObject({ rotate: z.optional(z.boolean()), reason: words, ...ownWords });

/** Which invitations are meant, as their list is filtered. */
const jobFilter = z.looseObject({ email: z.optional(personalText), tag: z.optional(personalText) });

/** A row as it was sent: it is checked when it is worked on. */
const storedRow = z.looseObject({
  customer: z.optional(
    z.looseObject({
      email: something,
      organization: something,
      contactName: something,
    }),
  ),
  message: something,
  purpose: something,
  purposes: something,
  reference: something,
  notes: something,
  tags: something,
});
export type JobRow = DeepReadonly<z.output<typeof storedRow>>;

/** A page of what a job works on: new invitations, or the ids of present ones. It is removed once it was worked on. */
export const jobPage = z.object({
  rows: z.nullable(z.array(storedRow)),
  ids: z.nullable(z.array(idOf("invitation"))),
});
export type JobPage = DeepReadonly<z.output<typeof jobPage>>;

/** How many rows came to which result. */
export const rowCounts = z.object({ ok: count, unchanged: count, refused: count });

/** A partner's order to do one thing to many rows. */
export const job = z.object({
  id: idOf("job"),
  partnerId: idOf("partner"),
  /** Counts its events: when it starts, and when it ends. */
  version: count,
  /** Counts its writes. */
  revision: count,
  sandbox: z.boolean(),
  action: z.enum(jobActions),
  dryRun: z.boolean(),
  status: z.enum(jobStatuses),
  options: jobOptions,
  filter: z.nullable(jobFilter),
  /** Whether the filter still has to be resolved, and the id behind which it goes on. */
  resolving: z.boolean(),
  cursor: z.nullable(text),
  createdBy: z.object({ id: text, email: personalText }),
  correlationId: text,
  createdAt: instant,
  /** Until when rows can be added; null unless it began by collecting. */
  collectUntil: z.nullable(instant),
  startedAt: z.nullable(instant),
  /** When it last came a page further; null before it started. */
  workedAt: z.nullable(instant),
  finishedAt: z.nullable(instant),
  cancelRequestedAt: z.nullable(instant),
  /** The number of rows of each page. */
  pages: z.record(text, count),
  /** How many pages were worked on, how many rows were in them, and how many of these had which result. */
  pagesDone: count,
  done: count,
  counts: rowCounts,
  /** How many times its next page failed. */
  failures: count,
  failure: z.nullable(z.enum(jobFailures)),
  ...hasEvents,
});
export type Job = DeepReadonly<z.output<typeof job>>;

/** Why a row was refused: what its problem document is made of. */
const rowRefusal = z.object({
  kind: text,
  detail: text,
  faults: z.array(z.object({ pointer: text, code: text, message: text })),
  members: z.record(text, z.unknown()),
});
export type RowRefusal = DeepReadonly<z.output<typeof rowRefusal>>;

/** The result of one row, as it is stored. */
export const jobResult = z.object({
  row: count,
  result: z.enum(rowResults),
  /** The invitation; null if there is none. */
  id: z.nullable(idOf("invitation")),
  refusal: z.nullable(rowRefusal),
});
export type JobResult = DeepReadonly<z.output<typeof jobResult>>;

/** The jobs of a partner that are not over. */
export const openJobs = z.object({
  version: count,
  running: z.nullable(idOf("job")),
  collecting: z.array(z.object({ id: idOf("job"), until: instant })),
});
export type OpenJobs = DeepReadonly<z.output<typeof openJobs>>;
