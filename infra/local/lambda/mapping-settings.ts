import * as z from "zod";
import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import type { LambdaFunction } from "./lambda.ts";
import type { Matcher } from "../eventbridge/patterns.ts";
import { inert } from "../template/template.ts";

const common = {
  /** A window only delays; here every batch leaves at once with what there is. */
  ...inert("MaximumBatchingWindowInSeconds", "Tags"),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
};
const streamSchema = z.strictObject({
  ...common,
  BatchSize: z.int().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
  /** Seconds; -1 for ever. */
  MaximumRecordAgeInSeconds: z.int().default(-1),
  /** -1 for ever. */
  MaximumRetryAttempts: z.int().default(-1),
  ParallelizationFactor: z.literal(1).default(1),
  /** Tables start empty, so both positions are the same. */
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]),
});
const queueSchema = z.strictObject({
  ...common,
  BatchSize: z.int().default(10),
  /** At least two; source: "Configuring scaling behavior for SQS event source mappings" of the Lambda guide. */
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.int().min(2).max(1000) }).optional(),
});
/** The properties that a mapping may have; only streams have a position to start from. */
export const schemaOf = (properties: object): typeof streamSchema | typeof queueSchema =>
  "StartingPosition" in properties ? streamSchema : queueSchema;

/** Settings of a mapping that reads a table's stream. */
export type StreamSettings = z.infer<typeof streamSchema>;
/** Settings of a mapping that consumes a queue. */
export type QueueSettings = z.infer<typeof queueSchema>;

/** What a mapping works with. */
export interface Consumer {
  readonly lambda: LambdaFunction;
  readonly activity: Activity;
  readonly clock: Clock;
  /** Whether a record passes the mapping's filters; all do without one. */
  readonly accepts: Matcher;
  /** Throws when the function's role does not allow what Lambda does with the source in its name. */
  readonly authorize: () => void;
  /** Hears what somebody should know of, in one line. */
  readonly report: (line: string) => void;
}

const answerSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/**
 * Hands records to the mapping's function and returns the identifiers of those that failed: all for an error, an unreadable
 * answer or an unknown identifier. Source: "Reporting batch item failures" of the Lambda guide.
 */
export const failuresOf = async (
  { lambda }: Pick<Consumer, "lambda">,
  { FunctionResponseTypes }: Pick<QueueSettings, "FunctionResponseTypes">,
  Records: readonly object[],
  identifiers: readonly string[],
): Promise<ReadonlySet<string>> => {
  const all = new Set(identifiers);
  const outcome = await lambda.invoke({ Records });
  if (!outcome.ok) return all;
  if (!FunctionResponseTypes.includes("ReportBatchItemFailures")) return new Set();
  const { success, data } = answerSchema.safeParse(outcome.payload);
  const failed = new Set(data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  return success && failed.isSubsetOf(all) ? failed : all;
};
