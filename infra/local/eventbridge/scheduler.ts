import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Iam } from "../iam/iam.ts";
import { invokeConfigSchema } from "../lambda/function-settings.ts";
import type { LambdaFunction } from "../lambda/lambda.ts";
import { inert, type Template } from "../template/template.ts";

const scheduleSchema = z.strictObject({
  ...inert("Description", "GroupName", "KmsKeyArn", "Name"),
  /** A run may be late by the window; here none is. */
  ...inert("FlexibleTimeWindow"),
  ScheduleExpression: z.string(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Target: z.strictObject({
    ...inert("RetryPolicy"),
    Arn: z.string(),
    /** A function takes an asynchronous invocation at once, so the scheduler itself never retries here. */
    DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
    Input: z.string().default("{}"),
    RoleArn: z.string(),
  }),
});

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds between two runs. Throws on any expression but `rate(…)`. */
export const periodOf = (expression: string): number => {
  const [, value, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const period = Number(value) * (unitMs[unit ?? ""] ?? Number.NaN);
  if (Number.isNaN(period)) throw new Error(`The local stack does not know the schedule expression ${expression}.`);
  return period;
};

/**
 * Puts every schedule of the template on the clock. Throws on targets other than functions, on those that Lambda would
 * invoke again after a failure, on placeholders in the input, and on a role that may not invoke.
 */
export const wireSchedules = (
  template: Template,
  clock: Clock,
  functions: readonly LambdaFunction[],
  iam: Iam,
): void => {
  const configured = template.all("AWS::Lambda::EventInvokeConfig", invokeConfigSchema);
  for (const { logicalId, properties } of template.all("AWS::Scheduler::Schedule", scheduleSchema)) {
    const { Arn, DeadLetterConfig, Input, RoleArn } = properties.Target;
    const lambda = functions.find(({ arn }) => arn === Arn);
    if (lambda === undefined) throw new Error(`${logicalId} has a target that is no function: ${Arn}.`);
    if (!configured.some(({ properties: { FunctionName } }) => [lambda.name, Arn].includes(FunctionName)))
      throw new Error(`The local stack does not repeat asynchronous invocations; ${logicalId} does not forbid them.`);
    if (Input.includes("<aws.scheduler."))
      throw new Error(`The local stack does not know placeholders in a schedule's input (${logicalId}).`);
    const needs = [
      { action: "lambda:InvokeFunction", resource: Arn },
      ...(DeadLetterConfig ? [{ action: "sqs:SendMessage", resource: DeadLetterConfig.Arn }] : []),
    ];
    for (const need of needs.filter((candidate) => !iam.allows(RoleArn, candidate)))
      throw new Error(`The role of ${logicalId} does not allow ${need.action} on ${need.resource}.`);
    const period = periodOf(properties.ScheduleExpression);
    const event = JSON.parse(Input) as unknown;
    if (properties.State === "ENABLED") clock.every(period, () => lambda.invokeLater(event));
  }
};
