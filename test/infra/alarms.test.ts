import type { Metafile } from "esbuild";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { format, resolveConfig } from "prettier";
import { beforeAll, describe, expect, test } from "vitest";
import { backOffSeconds } from "../../functions/send-mail/back-off.ts";
import { alarmDescription, wordsOf } from "../../infra/alarm-words.ts";
import { functionNames } from "../../infra/manifests.ts";
import { checkBudget } from "../../infra/settings/alarms.ts";
import { alarmLines, dueShards } from "../../shared/names.ts";
import { drawRunbook, readRunbook } from "../support/docs/runbook.ts";
import { bundlesFolder } from "../support/stack/prepared.ts";
import { resourcePolicies } from "./statements.ts";
import { reference, references, synthesized, type Value } from "./synthesized.ts";

interface Term {
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: Record<string, unknown>; readonly Period: number; readonly Stat: string };
}

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly Value[];
  readonly OKActions: readonly Value[];
  readonly MetricName: string;
  readonly Metrics?: readonly Term[];
  readonly Namespace: string;
  readonly Dimensions?: unknown;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly Threshold: number;
  readonly Period?: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
}

const stack = synthesized();
const emails = ["night@operator-of-tests.eu", "day@operator-of-tests.eu"];
const budgeted = synthesized("budgeted", { alarms: { emails, monthlyBudget: 50 } });
const alarms = stack.of<Alarm>("AWS::CloudWatch::Alarm").map(({ properties }) => properties);
const topic = stack.of("AWS::SNS::Topic")[0]!;
const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `rapport-test-${name}`);

describe("every alarm", () => {
  test("describes effect, first check, fix and normal state, each in one sentence", () => {
    for (const { AlarmName, AlarmDescription } of alarms) {
      const words = wordsOf(AlarmDescription);
      expect(Object.keys(words)).toEqual(["hurt", "firstCheck", "fix", "normal"]);
      for (const sentence of Object.values(words)) expect(sentence, AlarmName).toMatch(/^[A-Z].{15,}\.$/);
    }
    const hurt = alarms.map(({ AlarmDescription }) => wordsOf(AlarmDescription).hurt);
    expect(new Set(hurt).size).toBe(hurt.length);
  });

  test("notifies the topic at its start and its end", () => {
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
    const words = { hurt: "x".repeat(1_000), firstCheck: "Look.", fix: "Mend.", normal: "Over." };
    expect(() => alarmDescription(words, "docs/runbook.md#long")).toThrow("docs/runbook.md#long has 1");
  });

  test("is in the runbook as in the stack; if not, run `npm run runbook`", async () => {
    const options = { ...(await resolveConfig("docs/runbook.md")), parser: "markdown" };
    expect(readRunbook()).toBe(await format(drawRunbook(), options));
    for (const { AlarmName } of alarms)
      expect(readRunbook()).toContain(`\n## ${AlarmName.slice("rapport-test-".length)}\n`);
  });
});

test("exactly the addresses of the settings are subscribed to the topic", () => {
  const subscriptions = budgeted.of<{ Protocol: string; Endpoint: string; TopicArn: Value }>("AWS::SNS::Subscription");
  expect(subscriptions.map(({ properties: { Protocol, Endpoint } }) => [Protocol, Endpoint])).toEqual(
    emails.map((address) => ["email", address]),
  );
  for (const { properties } of subscriptions) expect(reference(properties.TopicArn)).toBe(topic.id);
  expect(() => stack.of("AWS::SNS::Subscription")).toThrow("has no AWS::SNS::Subscription");
});

test("a month's budget of the settings warns each address before and when it is spent; without one there is none", () => {
  interface Budgeted {
    readonly Budget: object;
    readonly NotificationsWithSubscribers: readonly {
      readonly Notification: { readonly NotificationType: string; readonly Threshold: number };
      readonly Subscribers: readonly object[];
    }[];
  }
  const [budget, ...others] = budgeted.of<Budgeted>("AWS::Budgets::Budget");
  expect(others).toEqual([]);
  expect(budget?.properties.Budget).toEqual({
    BudgetName: { "Fn::Join": ["", ["rapport-budgeted-", { Ref: "AWS::Region" }]] },
    BudgetType: "COST",
    TimeUnit: "MONTHLY",
    BudgetLimit: { Amount: 50, Unit: "USD" },
    CostFilters: { TagKeyValue: ["user:stage$budgeted"] },
  });
  const warnings = budget?.properties.NotificationsWithSubscribers ?? [];
  expect(warnings.map(({ Notification }) => [Notification.NotificationType, Notification.Threshold])).toEqual([
    ["FORECASTED", 100],
    ["ACTUAL", 100],
  ]);
  for (const { Subscribers } of warnings)
    expect(Subscribers).toEqual(emails.map((Address) => ({ SubscriptionType: "EMAIL", Address })));
  expect(() => stack.of("AWS::Budgets::Budget")).toThrow("has no AWS::Budgets::Budget");
});

test("a budget is refused where CloudFormation would refuse the template for it, once it is known where the stage goes", () => {
  expect(() => checkBudget(budgeted.settings, "eu-north-1")).toThrow(
    "alarms.monthlyBudget cannot be used in eu-north-1",
  );
  for (const region of ["eu-central-1", undefined]) expect(() => checkBudget(budgeted.settings, region)).not.toThrow();
  expect(() => checkBudget(stack.settings, "eu-north-1")).not.toThrow();
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

test("a 5xx answer raises an alarm, although no invocation failed", () => {
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

/** What an alarm on a sum adds, each as namespace, metric and statistic. */
const addends = (name: string) => {
  const terms = named(name)?.Metrics ?? [];
  const stats = terms.flatMap(({ MetricStat }) => MetricStat ?? []);
  const formula = terms.find(({ Expression }) => Expression !== undefined)?.Expression ?? "";
  // A metric without a value would leave the sum without one, and alarms on DynamoDB keep their state then.
  expect(formula.split(" + ").every((addend) => /^FILL\(\w+, 0\)$/.test(addend))).toBe(true);
  expect(formula.split(" + ")).toHaveLength(stats.length);
  return stats.map(({ Metric, Stat }) => `${String(Metric["Namespace"])} ${String(Metric["MetricName"])} ${Stat}`);
};

describe("an alarm", () => {
  test("rings when more than 50 events wait for their mails for half an hour, postponed ones too", () => {
    expect(addends("mail-backlog")).toEqual([
      "AWS/SQS ApproximateNumberOfMessagesVisible Maximum",
      "AWS/SQS ApproximateNumberOfMessagesNotVisible Maximum",
    ]);
    expect(named("mail-backlog")).toMatchObject({ Threshold: 51, EvaluationPeriods: 6 });
  });

  test.each([
    ["mail-bounce-rate", "Reputation.BounceRate", 0.05],
    ["mail-complaint-rate", "Reputation.ComplaintRate", 0.001],
  ])("%s rings before AWS reviews the account, and stays until SES says otherwise", (name, MetricName, review) => {
    const alarm = named(name);
    expect(alarm).toMatchObject({ Namespace: "AWS/SES", MetricName, TreatMissingData: "ignore" });
    expect(alarm?.Dimensions).toBeUndefined();
    expect(alarm?.Threshold).toBeLessThan(review);
  });

  test("rings when four fifths of the quota of mails are used, in periods of which each has a value", () => {
    const [schedule] = stack
      .of<{ ScheduleExpression: string; Target: { Input: string } }>("AWS::Scheduler::Schedule")
      .filter(({ properties }) => properties.Target.Input.includes("quota"));
    expect(schedule?.properties.ScheduleExpression).toBe("rate(15 minutes)");
    expect(named("mail-quota")).toMatchObject({ Threshold: 80, Statistic: "Maximum", Period: 30 * 60 });
  });

  test("rings when a heartbeat is late, and when none comes", () => {
    expect(named("outbox-heartbeat-late")).toMatchObject({ Threshold: 5 * 60, Statistic: "Maximum" });
    expect(named("outbox-heartbeat-silent")).toMatchObject({
      ...{ Statistic: "SampleCount", ComparisonOperator: "LessThanThreshold", Threshold: 1 },
      ...{ EvaluationPeriods: 3, TreatMissingData: "breaching" },
    });
    expect(named("outbox-heartbeat-silent")?.MetricName).toBe(named("outbox-heartbeat-late")?.MetricName);
  });

  test("rings when one request of a hundred takes long, and when callers are throttled", () => {
    expect(named("api-slow")).toMatchObject({ MetricName: "Latency", ExtendedStatistic: "p99", EvaluationPeriods: 3 });
    expect(alarmOf('{ $.status = "429" }')).toMatchObject({ AlarmName: "rapport-test-api-throttled", Threshold: 100 });
  });

  test("rings when the account's concurrency is used up, for any function", () => {
    const alarm = named("lambda-throttled");
    expect(alarm).toMatchObject({ Namespace: "AWS/Lambda", MetricName: "Throttles", Statistic: "Sum" });
    expect(alarm?.Dimensions).toBeUndefined();
  });

  test.each(["publish-events", "send-mail", "record-delivery", "count-invitations", "sweep-due"])(
    "rings when runs of %s come near its time-out",
    (name) => {
      const { Timeout } = stack.resource<{ Timeout: number }>(stack.functionId(name)).properties;
      const alarm = named(`${name}-slow`);
      expect(alarm).toMatchObject({ MetricName: "Duration", Statistic: "Maximum", Threshold: 800 * Timeout });
      expect(references(alarm?.Dimensions)).toEqual([stack.functionId(name)]);
    },
  );

  test("rings when the table or an index throttles, and when DynamoDB fails", () => {
    const kinds = ["AWS/DynamoDB ReadThrottleEvents Sum", "AWS/DynamoDB WriteThrottleEvents Sum"];
    expect(addends("table-throttled")).toEqual([...kinds, ...kinds, ...kinds, ...kinds]);
    expect(JSON.stringify(named("table-throttled")?.Metrics)).toMatch(/GSI1.*GSI2.*GSI3/);
    expect(new Set(addends("table-errors"))).toEqual(new Set(["AWS/DynamoDB SystemErrors Sum"]));
  });

  test("rings when a rule of the stage cannot put an event into its queue", () => {
    const rules = stack.of<{ Name: string; EventBusName?: Value }>("AWS::Events::Rule");
    expect(addends("rules-failed")).toHaveLength(rules.length);
    const watched = named("rules-failed")?.Metrics?.flatMap(({ MetricStat }) => MetricStat?.Metric["Dimensions"] ?? []);
    for (const { properties } of rules) {
      expect(watched).toContainEqual({ Name: "RuleName", Value: properties.Name });
    }
    // The metric of a rule on a bus of one's own has that bus as well.
    const onOwnBus = rules.filter(({ properties }) => properties.EventBusName !== undefined).length;
    expect(watched?.filter((one) => (one as { Name: string }).Name === "EventBusName")).toHaveLength(onOwnBus);
  });

  test("rings when Cognito refuses sign-ins", () => {
    expect(addends("sign-in-throttled")).toEqual([
      "AWS/Cognito SignInThrottles Sum",
      "AWS/Cognito TokenRefreshThrottles Sum",
    ]);
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

/** Alarms of lines about retried work, which ring only after it has failed for a while. */
const tried: Readonly<Partial<Record<keyof typeof alarmLines, string>>> = {
  mailWaits: "mail-refused",
  mailNotPutOff: "mail-not-put-off",
  deliveryNotRecorded: "delivery-not-recorded",
  eventNotCounted: "funnel-not-counted",
  stepsWait: "funnel-not-counted",
};

describe("an alarm on what is tried again", () => {
  /** Longest time from one try to the next, in seconds: until the queue gives the message out, and until it is fetched. */
  const fetched = 20;
  const given = (queue: string): number => {
    const its = stack
      .of<{ QueueName: string; VisibilityTimeout: number }>("AWS::SQS::Queue")
      .find(({ properties }) => properties.QueueName === `rapport-test-${queue}`);
    const mapping = stack
      .of<{ EventSourceArn: Value; MaximumBatchingWindowInSeconds?: number }>("AWS::Lambda::EventSourceMapping")
      .find(({ properties }) => references(properties.EventSourceArn).includes(its!.id));
    return its!.properties.VisibilityTimeout + (mapping!.properties.MaximumBatchingWindowInSeconds ?? 0);
  };
  const mailAlone = (id: string) => (tries: number) => backOffSeconds(tries, id);

  test.each<[string, string, (tries: number) => number]>([
    ["mail-refused", "a mail", mailAlone("one")],
    ["mail-refused", "another mail", mailAlone("two")],
    ["mail-refused", "a mail that is put off for the longest time", (tries) => Math.min(900, 30 * 2 ** (tries - 1))],
    ["mail-not-put-off", "a mail", () => given("mail")],
    ["delivery-not-recorded", "a report", () => given("delivery")],
    ["funnel-not-counted", "an event", () => given("funnel")],
  ])("%s rings for %s alone within forty minutes, until it is handled", (name, _message, waits) => {
    const { Period = 0, EvaluationPeriods = 0, DatapointsToAlarm = EvaluationPeriods } = named(name) ?? {};
    for (let begin = 0; begin < Period; begin += 10) {
      const failed = new Set<number>();
      for (let at = begin, tries = 1; at < 6 * 3600; at += waits(tries) + fetched, tries++)
        failed.add(Math.floor(at / Period));
      const rings = Array.from({ length: (6 * 3600) / Period }, (_, now) => {
        const evaluated = Array.from({ length: EvaluationPeriods }, (_, back) => now - back);
        return evaluated.filter((period) => failed.has(period)).length >= DatapointsToAlarm;
      });
      expect(rings.indexOf(true) * Period, `first at ${begin}`).toBeGreaterThanOrEqual(2 * Period);
      expect(rings.indexOf(true) * Period, `first at ${begin}`).toBeLessThanOrEqual(40 * 60);
      expect(rings.lastIndexOf(false), `ends at ${begin}`).toBeLessThan(rings.indexOf(true));
    }
  });
});

describe("a log line for which the operator is alarmed", () => {
  /** Functions whose bundle logs a line, by the name of the line. */
  const loggedBy: Record<string, string[]> = {};
  beforeAll(async () => {
    const { outputs } = JSON.parse(readFileSync(join(await bundlesFolder(), "metafile.json"), "utf8")) as Metafile;
    const linesOf = new Map<string, Set<string>>();
    const linesIn = (file: string): Set<string> => {
      const program = /^(functions|shared)\//.test(file) ? readFileSync(file, "utf8") : "";
      const logged = program.matchAll(/log\([^)]*alarmLines\.(\w+)|alarm\(\s*"(\w+)"/g);
      return new Set([...logged].flatMap(([, line, named]) => line ?? named ?? []));
    };
    for (const [output, { inputs }] of Object.entries(outputs)) {
      const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
      for (const [file] of used) if (!linesOf.has(file)) linesOf.set(file, linesIn(file));
      for (const line of new Set(used.flatMap(([file]) => [...linesOf.get(file)!])))
        (loggedBy[line] ??= []).push(basename(output, ".mjs"));
    }
  });

  test.each(Object.entries(alarmLines))("%s raises its alarm for each function that logs it", (name, line) => {
    const ofLine = filters.filter(({ FilterPattern }) => FilterPattern === `"${line}"`);
    expect(ofLine.map((filter) => filter.function).toSorted()).toEqual((loggedBy[name] ?? []).toSorted());
    const counted = ofLine.flatMap(({ MetricTransformations }) => MetricTransformations);
    expect(new Set(counted.map(({ MetricNamespace, MetricName }) => `${MetricNamespace} ${MetricName}`)).size).toBe(1);
    expect(counted.every(({ MetricValue }) => MetricValue === "1")).toBe(true);
    const alarm = alarmOf(`"${line}"`);
    const whenTried = tried[name as keyof typeof alarmLines];
    if (whenTried === undefined) expect(alarm?.EvaluationPeriods).toBe(1);
    else expect(alarm?.AlarmName).toBe(`rapport-test-${whenTried}`);
    expect(alarm).toMatchObject({
      Threshold: 1,
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
