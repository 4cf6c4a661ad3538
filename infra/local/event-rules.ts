import * as z from "zod";
import type { Clock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { LambdaFunction } from "./lambda.ts";
import { compilePattern, type Matcher } from "./patterns.ts";
import type { Queue } from "./sqs.ts";
import { inert, type Template } from "./template.ts";

const targetSchema = z.strictObject({
  Arn: z.string(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  Id: z.string(),
  RetryPolicy: z
    .strictObject({ MaximumEventAgeInSeconds: z.int().default(86_400), MaximumRetryAttempts: z.int().default(185) })
    .prefault({}),
  RoleArn: inert,
});
const ruleSchema = z.strictObject({
  Description: inert,
  EventBusName: z.string().default("default"),
  EventPattern: z.record(z.string(), z.unknown()),
  Name: inert,
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Tags: inert,
  Targets: z.array(targetSchema),
});
const busSchema = z.strictObject({
  DeadLetterConfig: inert,
  Description: inert,
  KmsKeyIdentifier: inert,
  Name: z.string(),
  Tags: inert,
});

/** Where a rule sends an event, and how long it tries. */
export interface Target {
  readonly arn: string;
  readonly rule: string;
  readonly deliver: (event: object) => void;
  readonly deadLetters: Queue | undefined;
  readonly attempts: number;
  readonly ageMs: number;
}
/** A rule that is enabled. */
export interface Rule {
  readonly bus: string;
  readonly matches: Matcher;
  readonly targets: readonly Target[];
}

/** What events go to and what stands by. */
export interface Destinations {
  readonly functions: readonly LambdaFunction[];
  readonly queues: readonly Queue[];
  readonly clock: Clock;
  readonly faults: Faults;
}

/** Names of the template's own buses. */
export const readBuses = (template: Template): string[] =>
  template.all("AWS::Events::EventBus", busSchema).map(({ name }) => name);

type TargetProperties = z.infer<typeof targetSchema>;

const readTarget = (properties: TargetProperties, rule: string, { functions, queues }: Destinations): Target => {
  const { Arn, DeadLetterConfig, RetryPolicy } = properties;
  const queue = queues.find(({ arn }) => arn === Arn);
  const lambda = functions.find(({ arn }) => arn === Arn);
  const deadLetters = queues.find(({ arn }) => arn === DeadLetterConfig?.Arn);
  if (queue === undefined && lambda === undefined)
    throw new Error(`${rule} has a target that is no queue or function: ${Arn}.`);
  if (DeadLetterConfig !== undefined && deadLetters === undefined)
    throw new Error(`${rule} names no dead-letter queue.`);
  return {
    arn: Arn,
    rule,
    deliver: (event) => (lambda ? lambda.invokeLater(event) : void queue?.send(JSON.stringify(event))),
    deadLetters,
    attempts: RetryPolicy.MaximumRetryAttempts,
    ageMs: RetryPolicy.MaximumEventAgeInSeconds * 1000,
  };
};

/** The enabled rules of the template. Throws on an unknown pattern operator, target property, target, bus or dead-letter queue. */
export const readRules = (
  template: Template,
  destinations: Destinations,
  busName: (nameOrArn: string) => string | undefined,
): Rule[] =>
  template.all("AWS::Events::Rule", ruleSchema).flatMap(({ logicalId, attributes, properties }) => {
    const bus = busName(properties.EventBusName);
    if (bus === undefined) throw new Error(`${logicalId} names no event bus of the template.`);
    const matches = compilePattern(properties.EventPattern);
    const targets = properties.Targets.map((target) => readTarget(target, attributes.Arn ?? logicalId, destinations));
    return properties.State === "ENABLED" ? [{ bus, matches, targets }] : [];
  });
