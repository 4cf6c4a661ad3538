import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Faults } from "../faults/faults.ts";
import type { Iam } from "../iam/iam.ts";
import { compilePattern } from "./patterns.ts";
import type { Queue } from "../sqs/sqs.ts";
import { inert, type Template } from "../template/template.ts";

const targetSchema = z.strictObject({
  ...inert("RoleArn"),
  Arn: z.string(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  Id: z.string(),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400).default(86_400),
      MaximumRetryAttempts: z.int().min(0).max(185).default(185),
    })
    .prefault({}),
});
const ruleSchema = z.strictObject({
  ...inert("Description", "Name", "Tags"),
  EventBusName: z.string().default("default"),
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  /** At most five; source: "Amazon EventBridge quotas" of the user guide. */
  Targets: z.array(targetSchema).max(5),
});
const busSchema = z.strictObject({
  ...inert("DeadLetterConfig", "Description", "KmsKeyIdentifier", "Tags"),
  Name: z.string(),
});

/** Where a rule sends an event, and how long it tries. */
export type Target = ReturnType<typeof readTarget>;
/** A rule that is enabled. */
export type Rule = ReturnType<typeof readRules>[number];

/** What events go to and what stands by. */
export interface Destinations {
  readonly queues: readonly Queue[];
  readonly clock: Clock;
  readonly faults: Faults;
  readonly iam: Iam;
}

/** Names of the template's own buses. */
export const readBuses = (template: Template): string[] =>
  template.all("AWS::Events::EventBus", busSchema).map(({ name }) => name);

type TargetProperties = z.infer<typeof targetSchema>;

const readTarget = (
  { Arn, DeadLetterConfig, Id, RetryPolicy }: TargetProperties,
  rule: string,
  { queues, iam }: Destinations,
) => {
  const queue = queues.find(({ arn }) => arn === Arn);
  const deadLetters = queues.find(({ arn }) => arn === DeadLetterConfig?.Arn);
  if (queue === undefined) throw new Error(`${rule} has a target that is no queue: ${Arn}.`);
  if (DeadLetterConfig !== undefined && deadLetters === undefined)
    throw new Error(`${rule} names no dead-letter queue.`);
  for (const { arn } of deadLetters === undefined ? [queue] : [queue, deadLetters]) {
    if (!iam.allows("events.amazonaws.com", { action: "sqs:SendMessage", resource: arn }, rule))
      throw new Error(`The policy of ${arn} does not let ${rule} send to it.`);
  }
  return {
    /** What it is known by when the stack goes on after its end. */
    key: `${rule} ${Id}`,
    arn: Arn,
    rule,
    /** Throws a RangeError when the target does not take the event. */
    deliver: (event: object): void => void queue.send(JSON.stringify(event)),
    deadLetters,
    attempts: RetryPolicy.MaximumRetryAttempts,
    ageMs: RetryPolicy.MaximumEventAgeInSeconds * 1000,
  };
};

/** The enabled rules of the template. Throws on an unknown pattern operator, target property, target, bus or dead-letter queue, and on a queue that does not take messages from its rule. */
export const readRules = (
  template: Template,
  destinations: Destinations,
  busName: (nameOrArn: string) => string | undefined,
) =>
  template.all("AWS::Events::Rule", ruleSchema).flatMap(({ logicalId, attributes, properties }) => {
    const bus = busName(properties.EventBusName);
    if (bus === undefined) throw new Error(`${logicalId} names no event bus of the template.`);
    const matches = compilePattern(properties.EventPattern);
    const targets = properties.Targets.map((target) => readTarget(target, attributes.Arn ?? logicalId, destinations));
    return properties.State === "ENABLED" ? [{ bus, matches, targets }] : [];
  });
