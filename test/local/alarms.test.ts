import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, it } from "vitest";
import { compileLogPattern } from "../../infra/local/alarms/log-pattern.ts";
import { QueueSeries } from "../../infra/local/sqs/queue-metrics.ts";
import type { Message } from "../../infra/local/sqs/message.ts";
import { raiseTinyStack, type Raised } from "./raised.ts";
import { named, resource } from "./tiny/resource.ts";
import { tablelessResources } from "./tiny/stack.ts";

const alarm = (name: string, more: object) =>
  resource("AWS::CloudWatch::Alarm", {
    AlarmName: named(name),
    AlarmDescription: `What to do about ${name}`,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    EvaluationPeriods: 1,
    Period: 300,
    Threshold: 1,
    TreatMissingData: "notBreaching",
    ...more,
  });
const onQueue = (id: string, MetricName: string) => ({
  Namespace: "AWS/SQS",
  MetricName,
  Statistic: "Maximum",
  Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": [id, "QueueName"] } }],
});
const filter = (FilterPattern: string, MetricName: string, MetricValue = "1") =>
  resource("AWS::Logs::MetricFilter", {
    FilterPattern,
    LogGroupName: { "Fn::Join": ["", ["/aws/lambda/", { Ref: "Sweep" }]] },
    MetricTransformations: [{ MetricName, MetricNamespace: "tiny", MetricValue }],
  });
const onLog = (MetricName: string, Statistic = "Sum") => ({ Namespace: "tiny", MetricName, Statistic });
const sum = (name: string, expression: string, more: object) => {
  const term = (Id: string, MetricName: string) => {
    const { Statistic: Stat, ...Metric } = onQueue("Work", MetricName);
    return { Id, MetricStat: { Metric, Period: 300, Stat }, ReturnData: false };
  };
  const terms = [term("a", "ApproximateNumberOfMessagesVisible"), term("b", "ApproximateNumberOfMessagesNotVisible")];
  return resource("AWS::CloudWatch::Alarm", {
    ...alarm(name, more).Properties,
    Period: undefined,
    Metrics: [{ Id: "sum", Expression: expression }, ...terms],
  });
};

const raised = raiseTinyStack({
  resources: {
    ...tablelessResources,
    DeadAlarm: alarm("dead-not-empty", onQueue("Dead", "ApproximateNumberOfMessagesVisible")),
    LongDeadAlarm: alarm("dead-for-long", {
      ...onQueue("Dead", "ApproximateNumberOfMessagesVisible"),
      EvaluationPeriods: 4,
    }),
    WaitingAlarm: alarm("work-waiting", { ...onQueue("Work", "ApproximateAgeOfOldestMessage"), Threshold: 90 }),
    Swept: filter('{ $.shard = "07" }', "swept"),
    Unswept: filter('{ $.shard = "08" }', "unswept"),
    SweptAlarm: alarm("swept", onLog("swept")),
    UnsweptAlarm: alarm("unswept", onLog("unswept")),
    Measured: filter('{ $.measure = "load" }', "load", "$.value"),
    LoadAlarm: alarm("load-high", { ...onLog("load", "Maximum"), Threshold: 80 }),
    SilentAlarm: alarm("load-silent", {
      ...onLog("load", "SampleCount"),
      ComparisonOperator: "LessThanThreshold",
      EvaluationPeriods: 3,
      TreatMissingData: "breaching",
    }),
    BacklogAlarm: sum("backlog", "FILL(a, 0) + FILL(b, 0)", { Threshold: 2 }),
    ProductAlarm: sum("product", "a * b", {}),
    OddFilter: filter("[a, b]", "odd"),
    OddAlarm: alarm("odd-filter", onLog("odd")),
    ErrorsAlarm: alarm("sweep-errors", {
      Namespace: "AWS/Lambda",
      MetricName: "Errors",
      Statistic: "Sum",
      Dimensions: [{ Name: "FunctionName", Value: { Ref: "Sweep" } }],
    }),
    FormulaAlarm: resource("AWS::CloudWatch::Alarm", {
      AlarmName: named("formula"),
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
      Metrics: [],
      Threshold: 1,
    }),
  },
});
let tiny: Raised;
beforeAll(() => (tiny = raised()));

const ringing = (): string[] =>
  tiny.local.parts.alarms.states.filter(({ state }) => state === "ALARM").map(({ name }) => name);
const rang = (): string[] =>
  tiny.local.parts.alarms.states.filter(({ rangAt }) => rangAt !== null).map(({ name }) => name);
const send = async (body: object): Promise<void> => {
  const QueueUrl = tiny.local.parts.queues.find(({ shortName }) => shortName === "work")?.url;
  await new SQSClient(tiny.client).send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
  await tiny.local.idle();
};

describe("an alarm", () => {
  it("on dead letters rings as soon as there is one, and one of four periods only when it stays", async () => {
    await send({ fails: 9 });
    expect(ringing()).toEqual([]);
    await tiny.local.advance("PT4M");
    expect(ringing()).toContain("dead-not-empty");
    expect(ringing()).not.toContain("dead-for-long");
    await tiny.local.advance("PT20M");
    expect(ringing()).toContain("dead-for-long");
  });

  it("on waiting messages rings at the given age of the oldest, and ends when it was handled", async () => {
    await send({ fails: 2 });
    await tiny.local.advance("PT61S");
    expect(ringing()).not.toContain("work-waiting");
    await tiny.local.advance("PT45S");
    expect(ringing()).toContain("work-waiting");
    await tiny.local.advance("PT20M");
    expect(ringing()).not.toContain("work-waiting");
    expect(rang()).toContain("work-waiting");
  });

  it("on lines of a log counts those that its filter finds", async () => {
    expect(ringing()).not.toContain("swept");
    await tiny.local.advance("PT5M");
    expect(ringing()).toContain("swept");
    expect(rang()).not.toContain("unswept");
  });

  it("on a sum counts messages that wait and messages that are postponed", async () => {
    await send({ fails: 1 });
    expect(rang()).not.toContain("backlog");
    await send({ fails: 1 });
    expect(ringing()).toContain("backlog");
    await tiny.local.advance("PT30M");
    expect(ringing()).not.toContain("backlog");
  });

  it("on a value takes it from the line, and one on missing data rings when none came for all its periods", async () => {
    const { alarms } = tiny.local.parts;
    const say = (value: number) => alarms.hear("sweep", JSON.stringify({ measure: "load", value }));
    alarms.reset();
    await tiny.local.advance("PT9M");
    expect(ringing()).not.toContain("load-silent");
    say(79);
    expect(ringing()).not.toContain("load-high");
    say(81);
    expect(ringing()).toContain("load-high");
    await tiny.local.advance("PT10M");
    expect(ringing()).not.toContain("load-silent");
    await tiny.local.advance("PT15M");
    expect(ringing()).toContain("load-silent");
    expect(ringing()).not.toContain("load-high");
  });

  it("on anything else is listed as inert", async () => {
    const inert = ["sweep-errors", "odd-filter", "formula", "product"];
    expect([...tiny.local.parts.alarms.inert].toSorted()).toEqual(inert.toSorted());
    const status = (await (await fetch(`${tiny.local.url}/_local/status`)).json()) as Record<string, unknown>;
    expect(status["inertAlarms"]).toEqual(tiny.local.parts.alarms.inert);
    expect(status["alarms"]).toContainEqual({
      name: "dead-not-empty",
      description: "What to do about dead-not-empty",
      state: "OK",
      rangAt: null,
    });
  });
});

const message = (more: Partial<Message>): Message => ({
  ...{ id: "m", body: "", attributes: {}, receipt: "", nth: 0, firstReceivedAt: undefined },
  ...{ sentAt: 0, visibleAt: 0, receiveCount: 0, ...more },
});

describe("the age of the oldest message", () => {
  const ageOf = (...messages: Message[]): number | undefined => {
    const series = new QueueSeries();
    series.sample(messages, 0, 0);
    return series.maximum("ApproximateAgeOfOldestMessage", 0, 600_000);
  };
  it.each<[string, readonly Message[], number]>([
    ["is that of a message that was never received", [message({})], 600],
    ["is that of a message received twice", [message({ receiveCount: 2 })], 600],
    ["does not count a message received three times", [message({ receiveCount: 3 })], 0],
    ["is that of the next one then", [message({ receiveCount: 3 }), message({ sentAt: 100_000 })], 500],
    ["counts a dead letter from when it was moved", [message({ movedAt: 300_000 })], 300],
  ])("%s", (_name, messages, seconds) => {
    expect(ageOf(...messages)).toBe(seconds);
  });
});

describe("a filter of a log", () => {
  const line = JSON.stringify({ level: "warn", message: "mail waits", count: 3, inner: { code: "x" } });
  it.each([
    ['{ $.level = "warn" }', true],
    ['{ $.inner.code = "x" }', true],
    ['{ $.none = "x" }', false],
    ['{ $.level = "error" }', false],
    ['"mail waits"', true],
    ["mail nowhere", false],
  ])("%s: %s", (pattern, found) => {
    expect(compileLogPattern(pattern)?.(line)).toBe(found);
  });

  it.each([
    '{ $.level = "warn" || $.level = "error" }',
    "{ $.count = 3 }",
    '{ $.message = "mail*" }',
    "[a, b]",
    "?a ?b",
    "%a%",
    "a -b",
  ])("%s is not supported", (pattern) => {
    expect(compileLogPattern(pattern)).toBeUndefined();
  });
});
