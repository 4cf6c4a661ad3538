import * as z from "zod/mini";
import { rowProblem } from "../invitation/batch-answers.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { described, sandbox } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { count, text } from "../schema/values.ts";
import { job as model, jobResult as result, rowCounts } from "./model.ts";

const fields = model.shape;

/** A job in responses and events. */
export const job = z
  .strictObject({
    id: fields.id,
    partnerId: fields.partnerId,
    sandbox,
    action: described(fields.action, "What is done to each row."),
    dryRun: described(fields.dryRun, "Whether it only finds out what would become of each row."),
    status: described(
      fields.status,
      "`collecting` takes rows, `running` works on them. `done`, `cancelled` and `failed` are final.",
    ),
    total: described(z.nullable(count), "Number of rows; null while the filter is being resolved."),
    done: described(fields.done, "Number of rows that were worked on."),
    counts: described(
      z.strictObject({
        ok: described(rowCounts.shape.ok, "Number of rows that were carried out, or would be in a dry run."),
        unchanged: described(rowCounts.shape.unchanged, "Number of rows for which nothing was to do."),
        refused: described(rowCounts.shape.refused, "Number of rows that were refused."),
      }),
      "Number of rows by result.",
    ),
    failure: described(
      fields.failure,
      "Why it failed, else null. `too-many`: the filter fits more than 5,000 invitations, and nothing was done.",
    ),
    createdBy: described(text, "Id of the user who created it."),
    createdAt: described(fields.createdAt, "When it was created."),
    collectUntil: described(
      fields.collectUntil,
      "Until when rows can be added and the job can be started; null for other actions than `invite`.",
    ),
    startedAt: described(fields.startedAt, "When it started; null before."),
    cancelRequestedAt: described(fields.cancelRequestedAt, "When a user cancelled it while it was running, else null."),
    finishedAt: described(fields.finishedAt, "When it was over; null before."),
    expiresAt: described(
      z.nullable(fields.createdAt),
      "Until when it and its results can be read; null before its end.",
    ),
  })
  .register(documented, { id: "Job", description: "An action on many invitations." });
export type JobReading = DeepReadonly<z.output<typeof job>>;

/** The result of a row. */
export const jobResult = z
  .strictObject({
    row: described(
      result.shape.row,
      "Number of the row, from 1; page n of uploaded rows begins with 100 × (n − 1) + 1.",
    ),
    result: described(
      result.shape.result,
      "`unchanged`: the row was carried out before, so nothing was to do. `refused`: see `problem`.",
    ),
    id: described(result.shape.id, "The invitation; null if there is none, as in the dry run of a new one."),
    problem: described(z.nullable(rowProblem), "Why the row was refused; null if it was not."),
  })
  .register(documented, { id: "JobResult", description: "The result of one row of a job." });
export type JobResultReading = DeepReadonly<z.output<typeof jobResult>>;
