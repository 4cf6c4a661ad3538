import { describe, expect, test } from "vitest";
import { alarmLines, dueShards, functionNames } from "../../shared/names.ts";
import { resourcePolicies } from "./statements.ts";
import { reference, references, synthesized, type Value } from "./synthesized.ts";

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly Value[];
  readonly MetricName: string;
  readonly Dimensions?: unknown;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly Threshold: number;
}

const stack = synthesized();
const alarms = stack.of<Alarm>("AWS::CloudWatch::Alarm").map(({ properties }) => properties);
const topic = stack.of("AWS::SNS::Topic")[0]!;
const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `rapport-test-${name}`);

describe("every alarm", () => {
  test("says who is hurt and what to do, and goes to the topic", () => {
    for (const { AlarmName, AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription.split(/\s+/).length, AlarmName).toBeGreaterThan(8);
      expect(AlarmActions.map(reference)).toEqual([topic.id]);
    }
  });

  test("has a text of its own, which CloudWatch takes", () => {
    const texts = alarms.map(({ AlarmDescription }) => AlarmDescription);
    expect(new Set(texts).size).toBe(texts.length);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(1_024);
  });
});

test("the topic lets CloudWatch publish, for alarms of this account", () => {
  const policy = resourcePolicies(stack).find(({ on }) => on === topic.id);
  expect(policy?.statements).toContainEqual({
    effect: "Allow",
    actions: ["sns:Publish"],
    resources: [{ Ref: topic.id }],
    principal: { Service: "cloudwatch.amazonaws.com" },
    condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
  });
});

test.each(functionNames)("%s raises an alarm when it fails", (name) => {
  const alarm = named(`${name}-errors`);
  expect(alarm).toMatchObject({ MetricName: "Errors", Threshold: 1, TreatMissingData: "notBreaching" });
  expect(references(alarm?.Dimensions)).toEqual([stack.functionId(name)]);
});

test("an answer of 5xx raises an alarm, for a function that answers so has not failed", () => {
  expect(named("api-server-errors")).toMatchObject({ MetricName: "5xx", Threshold: 1 });
});

test("a stream that is read five minutes late raises an alarm", () => {
  expect(named("outbox-late")).toMatchObject({ MetricName: "IteratorAge", Threshold: 5 * 60 * 1_000 });
});

test("a sweep that does not run at all raises an alarm", () => {
  expect(named("sweep-silent")).toMatchObject({
    MetricName: "Invocations",
    ComparisonOperator: "LessThanThreshold",
    Threshold: dueShards.length,
    TreatMissingData: "breaching",
  });
});

test("mail that SES does not take raises an alarm, for such a batch is no error of its function", () => {
  const alarm = named("mail-refused");
  const filters = stack.of<{
    FilterPattern: string;
    MetricTransformations: { MetricName: string; MetricNamespace: string }[];
  }>("AWS::Logs::MetricFilter");
  const filter = filters.find(({ properties }) => properties.FilterPattern === `"${alarmLines.mailWaits}"`)?.properties;
  expect(filter?.MetricTransformations).toMatchObject([
    { MetricName: alarm?.MetricName, MetricNamespace: "rapport-test-send-mail" },
  ]);
  expect(alarm).toMatchObject({ Threshold: 1, EvaluationPeriods: 3, TreatMissingData: "notBreaching" });
});

test("a customer that nobody can speak for any more raises an alarm, once", () => {
  const alarm = named("customer-unattended");
  const filters = stack.of<{
    FilterPattern: string;
    MetricTransformations: { MetricName: string; MetricNamespace: string }[];
  }>("AWS::Logs::MetricFilter");
  const filter = filters.find(
    ({ properties }) => properties.FilterPattern === `"${alarmLines.customerUnattended}"`,
  )?.properties;
  expect(filter?.MetricTransformations).toMatchObject([
    { MetricName: alarm?.MetricName, MetricNamespace: "rapport-test-record-delivery" },
  ]);
  expect(alarm).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, TreatMissingData: "notBreaching" });
});

test("SES suppresses addresses for bounces only, for a complaint must not stop a customer's codes", () => {
  expect(stack.of("AWS::SES::ConfigurationSet").map(({ properties }) => properties)).toMatchObject([
    { SuppressionOptions: { SuppressedReasons: ["BOUNCE"] } },
  ]);
});
