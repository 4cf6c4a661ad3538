import type { Metafile } from "esbuild";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { format, resolveConfig } from "prettier";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alarmDescription, wordsOf } from "../../infra/alarm-words.ts";
import { buildFunctions } from "../../infra/build.ts";
import { alarmLines, dueShards, functionNames } from "../../shared/names.ts";
import { drawRunbook, readRunbook } from "../support/runbook.ts";
import { resourcePolicies } from "./statements.ts";
import { reference, references, synthesized, type Value } from "./synthesized.ts";

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly Value[];
  readonly OKActions: readonly Value[];
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
  test("says who is affected, where to look, what to do and when it is over, each in a sentence of its own", () => {
    for (const { AlarmName, AlarmDescription } of alarms) {
      const words = wordsOf(AlarmDescription);
      expect(Object.keys(words)).toEqual(["hurt", "firstLook", "fix", "normal"]);
      for (const sentence of Object.values(words)) expect(sentence, AlarmName).toMatch(/^[A-Z].{15,}\.$/);
    }
    const hurt = alarms.map(({ AlarmDescription }) => wordsOf(AlarmDescription).hurt);
    expect(new Set(hurt).size).toBe(hurt.length);
  });

  test("tells the topic when it begins and when it ends", () => {
    for (const { AlarmActions, OKActions } of alarms) {
      expect(AlarmActions.map(reference)).toEqual([topic.id]);
      expect(OKActions.map(reference)).toEqual([topic.id]);
    }
  });

  test("ends with the address of its entry in the runbook", () => {
    const elsewhere = synthesized("elsewhere", { alarms: { runbook: "https://operator-of-tests.eu/runbook" } });
    const found = [stack, elsewhere].map((one) => one.of<Alarm>("AWS::CloudWatch::Alarm")[0]?.properties);
    expect(found.map((alarm) => alarm?.AlarmDescription.split("\n").at(-1))).toEqual([
      `Runbook: docs/runbook.md#${found[0]?.AlarmName.replace("rapport-test-", "")}`,
      `Runbook: https://operator-of-tests.eu/runbook#${found[1]?.AlarmName.replace("rapport-elsewhere-", "")}`,
    ]);
  });

  test("whose description is longer than CloudWatch takes is refused when the stack is made", () => {
    const words = { hurt: "x".repeat(1_000), firstLook: "Look.", fix: "Mend.", normal: "Over." };
    expect(() => alarmDescription(words, "docs/runbook.md#long")).toThrow("docs/runbook.md#long has 1");
  });

  test("is in the runbook as the stack says it; else run `npm run runbook`", async () => {
    const options = { ...(await resolveConfig("docs/runbook.md")), parser: "markdown" };
    expect(readRunbook()).toBe(await format(drawRunbook(), options));
    for (const { AlarmName } of alarms)
      expect(readRunbook()).toContain(`\n## ${AlarmName.slice("rapport-test-".length)}\n`);
  });
});

test("each address of the settings is subscribed to the topic, and nobody without them", () => {
  const emails = ["night@operator-of-tests.eu", "day@operator-of-tests.eu"];
  const mailed = synthesized("mailed", { alarms: { emails } });
  const subscriptions = mailed.of<{ Protocol: string; Endpoint: string; TopicArn: Value }>("AWS::SNS::Subscription");
  expect(subscriptions.map(({ properties: { Protocol, Endpoint } }) => [Protocol, Endpoint])).toEqual(
    emails.map((address) => ["email", address]),
  );
  for (const { properties } of subscriptions) expect(reference(properties.TopicArn)).toBe(topic.id);
  expect(() => stack.of("AWS::SNS::Subscription")).toThrow("has no AWS::SNS::Subscription");
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
