import { describe, expect, test } from "vitest";
import { resourcePolicies } from "./statements.ts";
import { reference, references, synthesized, type Value } from "./synthesized.ts";

interface Queue {
  readonly QueueName: string;
  readonly SqsManagedSseEnabled: boolean;
  readonly MessageRetentionPeriod: number;
  readonly VisibilityTimeout?: number;
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: Value; readonly maxReceiveCount: number };
}

interface Mapping {
  readonly EventSourceArn: Value;
  readonly FunctionName: Value;
  readonly FunctionResponseTypes: readonly string[];
  readonly BatchSize: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly ScalingConfig?: { readonly MaximumConcurrency: number };
}

const stack = synthesized();
const queues = stack.of<Queue>("AWS::SQS::Queue");
const named = (name: string) => queues.find(({ properties }) => properties.QueueName === `rapport-test-${name}`)!;
const consumers = stack
  .of<Mapping>("AWS::Lambda::EventSourceMapping")
  .filter(({ properties }) => queues.some(({ id }) => id === reference(properties.EventSourceArn)))
  .map(({ properties }) => ({ ...properties, queue: stack.resource<Queue>(reference(properties.EventSourceArn)) }));
const deadLetterQueues = queues.filter(({ id }) => !consumers.some(({ queue }) => queue.id === id));

describe("every queue", () => {
  test("is encrypted and keeps messages for two weeks", () => {
    for (const { properties } of queues) {
      expect(properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3_600 });
    }
  });

  test("is either consumed by one function or a dead-letter queue with an alarm", () => {
    expect(new Set(consumers.map(({ queue }) => queue.id)).size).toBe(consumers.length);
    expect(deadLetterQueues.map(({ properties }) => properties.QueueName).toSorted()).toEqual(
      ["delivery-dead", "funnel-dead", "jobs-dead", "mail-dead", "poison", "stream-dead", "sweep-dead"].map(
        (name) => `rapport-test-${name}`,
      ),
    );
    const watched = stack
      .of<{ Dimensions?: { Name: string; Value: Value }[]; MetricName: string; Threshold: number }>(
        "AWS::CloudWatch::Alarm",
      )
      .filter(({ properties }) => properties.MetricName === "ApproximateNumberOfMessagesVisible")
      .filter(({ properties }) => properties.Threshold === 1)
      .flatMap(({ properties }) => references(properties.Dimensions));
    expect(watched.toSorted()).toEqual(deadLetterQueues.map(({ id }) => id).toSorted());
  });
});

test("dead letters, the archive and the backups are kept for the days of the settings", () => {
  const set = synthesized("kept", { retention: { archiveDays: 90, deadLetterDays: 7, backupDays: 14 } });
  const days = (name: string) =>
    set.of<Queue>("AWS::SQS::Queue").find(({ properties }) => properties.QueueName === `rapport-kept-${name}`)!
      .properties.MessageRetentionPeriod /
    (24 * 3_600);
  expect([days("mail-dead"), days("mail")]).toEqual([7, 14]);
  expect(set.of("AWS::Events::Archive")[0]?.properties).toMatchObject({ RetentionDays: 90 });
  expect(set.of("AWS::DynamoDB::Table")[0]?.properties).toMatchObject({
    PointInTimeRecoverySpecification: { RecoveryPeriodInDays: 14 },
  });
});

describe("every queue that is consumed", () => {
  test("has a dead-letter queue of its own", () => {
    expect(consumers.map(({ queue }) => queue.properties.QueueName).toSorted()).toEqual(
      ["delivery", "funnel", "jobs", "mail", "republish"].map((name) => `rapport-test-${name}`),
    );
    const dead = consumers.map(({ queue }) => reference(queue.properties.RedrivePolicy?.deadLetterTargetArn));
    expect(new Set(dead).size).toBe(consumers.length);
    expect(dead.filter((id) => !deadLetterQueues.some((queue) => queue.id === id))).toEqual([]);
  });

  test("hides a message six times as long as its function may run, and as long as batches are gathered", () => {
    for (const { queue, FunctionName, MaximumBatchingWindowInSeconds: window = 0 } of consumers) {
      const { Timeout } = stack.resource<{ Timeout: number }>(reference(FunctionName)).properties;
      expect(queue.properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout + window);
    }
  });

  test("gets back only the messages that failed, and has a bounded number of consumers", () => {
    for (const { FunctionResponseTypes, BatchSize, MaximumBatchingWindowInSeconds, ScalingConfig } of consumers) {
      expect(FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
      // SQS delivers more than ten messages together only with a batching window, which only the funnel can have.
      expect(BatchSize).toBeLessThanOrEqual(MaximumBatchingWindowInSeconds === undefined ? 10 : 100);
      expect(ScalingConfig?.MaximumConcurrency).toBeLessThanOrEqual(5);
    }
  });
});

test("mail waits longer than a day of SES being down, a quarter of an hour between tries", () => {
  const tries = named("mail").properties.RedrivePolicy!.maxReceiveCount;
  expect((tries * 15) / 60).toBeGreaterThan(24);
});

test("poison is where republish gives up, so that its keys can be moved back", () => {
  expect(reference(named("republish").properties.RedrivePolicy?.deadLetterTargetArn)).toBe(named("poison").id);
  const { Variables } = stack.resource<{ Environment: { Variables: Record<string, Value> } }>(
    stack.functionId("publish-events"),
  ).properties.Environment;
  expect(reference(Variables["POISON_QUEUE_URL"])).toBe(named("poison").id);
});

test("what is set aside is published again by a schedule, and raises an alarm once three runs have left it", () => {
  const [schedule, ...others] = stack
    .of<{ ScheduleExpression: string; Target: { Arn: Value; Input: string } }>("AWS::Scheduler::Schedule")
    .filter(({ properties }) => reference(properties.Target.Arn) === stack.functionId("publish-events"));
  expect(others).toEqual([]);
  expect(schedule?.properties.ScheduleExpression).toBe("rate(5 minutes)");
  expect(schedule?.properties.Target.Input).toBe('{"publish":"set-aside"}');
  const alarm = stack
    .of<{ AlarmName: string; EvaluationPeriods: number; Period: number }>("AWS::CloudWatch::Alarm")
    .find(({ properties }) => properties.AlarmName === "rapport-test-poison-not-empty");
  const { EvaluationPeriods, Period } = alarm!.properties;
  expect(EvaluationPeriods * Period).toBeGreaterThan(3 * 5 * 60);
});

test("a queue takes messages from the one rule that targets it, and so does its dead-letter queue", () => {
  const targeted = stack
    .of<{ Targets: { Arn: Value; DeadLetterConfig?: { Arn: Value } }[] }>("AWS::Events::Rule")
    .flatMap(({ id, properties }) =>
      properties.Targets.flatMap(({ Arn, DeadLetterConfig }) => [
        [reference(Arn), id],
        [reference(DeadLetterConfig?.Arn), id],
      ]),
    );
  const letIn = resourcePolicies(stack).flatMap(({ on, statements }) =>
    statements
      .filter(({ effect }) => effect === "Allow")
      .filter(({ principal }) => JSON.stringify(principal).includes("events.amazonaws.com"))
      .map(({ condition }) => [on, reference(condition["ArnEquals"]?.["aws:SourceArn"])]),
  );
  expect(targeted).not.toEqual([]);
  expect(letIn.toSorted()).toEqual(targeted.toSorted());
});
