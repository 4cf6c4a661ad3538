import type { Metafile } from "esbuild";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildFunctions } from "../../infra/build.ts";
import { alarmLines, dueShards, functionNames } from "../../shared/names.ts";
import { resourcePolicies } from "./statements.ts";
import { reference, references, synthesized, type Value } from "./synthesized.ts";

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly Value[];
  readonly MetricName: string;
  readonly Namespace: string;
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

/** Metric filters of the template, each with the log group's function and the metric that it counts in. */
const filters = stack
  .of<{
    FilterPattern: string;
    LogGroupName: Value;
    MetricTransformations: { MetricName: string; MetricNamespace: string; MetricValue: string }[];
  }>("AWS::Logs::MetricFilter")
  .map(({ properties }) => {
    const logGroup = stack.logGroup(properties.LogGroupName);
    return { ...properties, function: logGroup.properties.LogGroupName.replace("/aws/lambda/rapport-test-", "") };
  });
const alarmOf = (pattern: string) => {
  const [metric] = filters.find(({ FilterPattern }) => FilterPattern === pattern)?.MetricTransformations ?? [];
  return alarms.find(
    ({ MetricName, Namespace }) => MetricName === metric?.MetricName && Namespace === metric.MetricNamespace,
  );
};

describe("a log line for which the operator is alarmed", () => {
  const outDir = mkdtempSync(join(tmpdir(), "rapport-alarm-lines-"));
  let loggedBy: (line: string) => string[];
  beforeAll(async () => {
    await buildFunctions({ outDir });
    const { outputs } = JSON.parse(readFileSync(join(outDir, "metafile.json"), "utf8")) as Metafile;
    const logs = (file: string, line: string): boolean =>
      existsSync(file) &&
      new RegExp(`log\\([^)]*alarmLines\\.${line}\\b|alarm\\(\\s*"${line}"`).test(readFileSync(file, "utf8"));
    loggedBy = (line) =>
      Object.entries(outputs)
        .filter(([, { inputs }]) =>
          Object.entries(inputs).some(([file, { bytesInOutput }]) => bytesInOutput > 0 && logs(file, line)),
        )
        .map(([file]) => basename(file, ".mjs"));
  }, 60_000);
  afterAll(() => rmSync(outDir, { recursive: true }));

  test.each(Object.entries(alarmLines))("%s rings at once or soon, whichever function logs it", (name, line) => {
    const ofLine = filters.filter(({ FilterPattern }) => FilterPattern === `"${line}"`);
    expect(ofLine.map((filter) => filter.function).toSorted()).toEqual(loggedBy(name).toSorted());
    const counted = ofLine.flatMap(({ MetricTransformations }) => MetricTransformations);
    expect(new Set(counted.map(({ MetricNamespace, MetricName }) => `${MetricNamespace} ${MetricName}`)).size).toBe(1);
    expect(counted.every(({ MetricValue }) => MetricValue === "1")).toBe(true);
    expect(alarmOf(`"${line}"`)).toMatchObject({
      Threshold: 1,
      // Mail that waits is no news until it has waited for a while.
      EvaluationPeriods: name === "mailWaits" ? 3 : 1,
      Statistic: "Sum",
      TreatMissingData: "notBreaching",
    });
  });
});

test("SES suppresses addresses for bounces only, for a complaint must not stop a customer's codes", () => {
  expect(stack.of("AWS::SES::ConfigurationSet").map(({ properties }) => properties)).toMatchObject([
    { SuppressionOptions: { SuppressedReasons: ["BOUNCE"] } },
  ]);
});
