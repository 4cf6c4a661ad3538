import { describe, expect, test } from "vitest";
import { compilePattern } from "../../../infra/local/eventbridge/patterns.ts";
import type { FunctionName } from "../../../infra/manifests.ts";
import { countedEvents, dueShards, eventSource, mailedEvents, sesDetailTypes, table } from "../../../shared/names.ts";
import { mailKinds } from "../../../shared/delivery/rules/mail-kinds.ts";
import { aSesEvent } from "../../support/stack/ses-events.ts";
import { heartbeatKey } from "../../../shared/table/heartbeat.ts";
import { hasRegistry, regionsWithoutRegistry } from "../../../infra/constructs/schema-registry.ts";
import { reference, someEventSchemas, synthesized, type Value } from "../synthesized.ts";

interface Rule {
  readonly EventBusName?: Value;
  readonly EventPattern: Readonly<Record<string, unknown>>;
  readonly Targets: readonly { readonly Arn: Value; readonly DeadLetterConfig?: { readonly Arn: Value } }[];
  readonly State: string;
}

interface Schedule {
  readonly FlexibleTimeWindow: object;
  readonly ScheduleExpression: string;
  readonly State?: string;
  readonly Target: {
    readonly Arn: Value;
    readonly Input: string;
    readonly DeadLetterConfig?: { readonly Arn: Value };
    readonly RetryPolicy: { readonly MaximumEventAgeInSeconds: number };
  };
}

const stack = synthesized();
const rules = stack.of<Rule>("AWS::Events::Rule");
const queueName = (value: unknown) => stack.resource<{ QueueName: string }>(reference(value)).properties.QueueName;
const ruleTo = (queue: string) =>
  rules.find(({ properties }) => properties.Targets.some(({ Arn }) => queueName(Arn) === `rapport-test-${queue}`))!;

describe("every rule", () => {
  test("is enabled, and its targets have a dead-letter queue", () => {
    for (const { properties } of rules) {
      expect(properties.State).toBe("ENABLED");
      expect(properties.Targets).not.toEqual([]);
      for (const { DeadLetterConfig } of properties.Targets) expect(queueName(DeadLetterConfig?.Arn)).toMatch(/-dead$/);
    }
  });
});

describe("the bus", () => {
  const bus = stack.of<{ Name: string }>("AWS::Events::EventBus");

  test("is one, named after the stage", () => {
    expect(bus.map(({ properties }) => properties.Name)).toEqual(["rapport-test"]);
  });

  test("keeps every event of its own for a month", () => {
    const archives = stack.of<{ SourceArn: Value; EventPattern: unknown; RetentionDays: number }>(
      "AWS::Events::Archive",
    );
    expect(archives.map(({ properties }) => reference(properties.SourceArn))).toEqual([bus[0]?.id]);
    expect(archives[0]?.properties).toMatchObject({ EventPattern: { source: [eventSource] }, RetentionDays: 30 });
  });

  test("hands the events that mail to the mail queue, but never replayed ones", () => {
    const { properties } = ruleTo("mail");
    expect(reference(properties.EventBusName)).toBe(bus[0]?.id);
    expect(properties.EventPattern).toEqual({
      source: [eventSource],
      "detail-type": [...mailedEvents],
      "replay-name": [{ exists: false }],
    });
  });
});

describe("the schema registry", () => {
  test("is left out where a stage wants none, and in every region that has none", () => {
    const plain = synthesized("plain", { schemas: false });
    for (const type of ["AWS::EventSchemas::Registry", "AWS::EventSchemas::Schema"])
      expect(() => plain.of(type)).toThrow("The template has no");
    expect(hasRegistry({ schemas: true }, "eu-west-1")).toBe(true);
    expect(hasRegistry({ schemas: false }, "eu-west-1")).toBe(false);
    expect(regionsWithoutRegistry.length).toBeGreaterThan(0);
    for (const region of regionsWithoutRegistry) expect(hasRegistry({ schemas: true }, region)).toBe(false);
  });

  const registries = stack.of<{ RegistryName: string }>("AWS::EventSchemas::Registry");
  const schemas = stack.of<{ RegistryName: Value; SchemaName: string; Type: string; Content: string }>(
    "AWS::EventSchemas::Schema",
  );

  test("has every schema that the build made, in draft 4", () => {
    const published = schemas.map(({ properties: { SchemaName: name, Content } }) => [
      name,
      JSON.parse(Content) as unknown,
    ]);
    expect(published).toEqual(someEventSchemas.map(({ name, content }) => [name, content]));
    for (const { properties } of schemas) {
      expect(reference(properties.RegistryName)).toBe(registries[0]?.id);
      expect(properties.Type).toBe("JSONSchemaDraft4");
    }
  });
});

test("the funnel gets the events that are counted, replayed ones too, for none is counted twice", () => {
  expect(ruleTo("funnel").properties.EventPattern).toEqual({
    source: [eventSource],
    "detail-type": [...countedEvents],
  });
});

describe("feedback of SES", () => {
  const configurationSet = stack.of<{ Name: string }>("AWS::SES::ConfigurationSet")[0]!;
  const outcomes = Object.keys(sesDetailTypes) as (keyof typeof sesDetailTypes)[];

  test("comes over the account's default bus, from this stage's configuration set only", () => {
    const { properties } = ruleTo("delivery");
    expect(properties.EventBusName).toBeUndefined();
    expect(properties.EventPattern).toMatchObject({
      source: ["aws.ses"],
      detail: { mail: { tags: { "ses:configuration-set": [{ Ref: configurationSet.id }] } } },
    });
  });

  test.each(mailKinds)("about a mail of kind %s is recorded where it says something", (kind) => {
    const { EventPattern } = ruleTo("delivery").properties;
    const ofStage = { source: ["aws.ses"], detail: { mail: { tags: { "ses:configuration-set": ["rapport-test"] } } } };
    const matches = compilePattern({ ...(EventPattern as object), ...ofStage });
    const recorded = outcomes.filter((outcome) =>
      matches(JSON.parse(aSesEvent(outcome, { addedTags: { kind: [kind] } })) as object),
    );
    const lasting = ["bounced", "complained", "rejected"];
    expect(recorded.toSorted()).toEqual(kind === "invitation" ? outcomes.toSorted() : lasting);
    const ofAnother = aSesEvent("bounced", { addedTags: { "ses:configuration-set": ["rapport-other"] } });
    expect(matches(JSON.parse(ofAnother))).toBe(false);
  });

  test("is published for every kind that the rule waits for", () => {
    const [destination, ...more] = stack.of<{
      ConfigurationSetName: Value;
      EventDestination: { Enabled: boolean; MatchingEventTypes: string[]; EventBridgeDestination: object };
    }>("AWS::SES::ConfigurationSetEventDestination");
    expect(more).toEqual([]);
    expect(reference(destination?.properties.ConfigurationSetName)).toBe(configurationSet.id);
    expect(destination?.properties.EventDestination.Enabled).toBe(true);
    expect(destination?.properties.EventDestination.MatchingEventTypes.toSorted()).toEqual([
      "bounce",
      "complaint",
      "delivery",
      "deliveryDelay",
      "reject",
    ]);
    expect(destination?.properties.EventDestination.EventBridgeDestination).toHaveProperty("EventBusArn");
  });
});

describe("the stream", () => {
  const dataTable = stack.of("AWS::DynamoDB::Table")[0]!;
  const mappings = stack
    .of<Record<string, unknown> & { DestinationConfig: { OnFailure: { Destination: Value } } }>(
      "AWS::Lambda::EventSourceMapping",
    )
    .filter(({ properties }) => reference(properties["EventSourceArn"]) === dataTable.id);
  const mapping = mappings[0]!.properties;

  test("is read by the publisher alone", () => {
    expect(mappings).toHaveLength(1);
    expect(reference(mapping["FunctionName"])).toBe(stack.functionId("publish-events"));
  });

  test("passes on event items that are new, the one heartbeat, and no other change", () => {
    expect(mapping["FilterCriteria"]).toEqual({
      Filters: [
        {
          Pattern: JSON.stringify({
            eventName: ["INSERT"],
            dynamodb: { Keys: { [table.sortKey]: { S: [{ prefix: table.eventSortKeyPrefix }] } } },
          }),
        },
        {
          Pattern: JSON.stringify({
            eventName: ["INSERT", "MODIFY"],
            dynamodb: { Keys: { [table.partitionKey]: { S: [heartbeatKey().PK] } } },
          }),
        },
      ],
    });
  });

  test("starts at the oldest record, tries again what failed, and gives up half a day before the records die", () => {
    expect(mapping).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 12 * 3_600,
    });
    expect(mapping["MaximumRetryAttempts"]).toBeGreaterThan(0);
    expect(queueName(mapping.DestinationConfig.OnFailure.Destination)).toBe("rapport-test-stream-dead");
  });
});

describe("every schedule", () => {
  const schedules = stack.of<Schedule>("AWS::Scheduler::Schedule").map(({ properties }) => properties);
  const ofFunction = (name: FunctionName) =>
    schedules.filter(({ Target }) => reference(Target.Arn) === stack.functionId(name));
  const sweeps = ofFunction("sweep-due");

  test("is enabled, and what it missed is out of date before it starts again", () => {
    for (const { ScheduleExpression, State, Target } of schedules) {
      expect(State ?? "ENABLED").toBe("ENABLED");
      const [, minutes] = /^rate\((5|15) minutes\)$/.exec(ScheduleExpression) ?? [];
      expect(Target.RetryPolicy.MaximumEventAgeInSeconds).toBeLessThanOrEqual(Number(minutes) * 60);
    }
  });

  test("starts within a minute, not with all others in the same second", () => {
    for (const { FlexibleTimeWindow } of schedules)
      expect(FlexibleTimeWindow).toEqual({ Mode: "FLEXIBLE", MaximumWindowInMinutes: 1 });
  });

  test("sweeps one shard, and every shard has one, or publishes what was set aside, or measures the quota of mails", () => {
    const shards = sweeps.map(({ Target }) => (JSON.parse(Target.Input) as { shard: string }).shard);
    expect(shards.toSorted()).toEqual([...dueShards].toSorted());
    const [republishing, ...others] = ofFunction("publish-events");
    expect(JSON.parse(republishing?.Target.Input ?? "null")).toEqual({ publish: "set-aside" });
    expect(others).toEqual([]);
    const measuring = ofFunction("send-mail").map(({ Target }) => JSON.parse(Target.Input) as unknown);
    expect(measuring).toEqual([{ measure: "quota" }]);
    expect(ofFunction("fulfil-data-requests")).toHaveLength(1);
    expect(schedules).toHaveLength(sweeps.length + 3);
  });

  test("of a shard sends a sweep that could not start to the dead-letter queue", () => {
    for (const { Target } of sweeps) {
      expect(queueName(Target.DeadLetterConfig?.Arn)).toBe("rapport-test-sweep-dead");
    }
  });

  test.each(["sweep-due", "publish-events"] as const)("never meets the run before it: %s ends sooner", (name) => {
    const id = stack.functionId(name);
    // Five minutes, less the window of one.
    expect(stack.resource<{ Timeout: number }>(id).properties.Timeout).toBeLessThan(240);
    const [invocation] = stack
      .of<{ FunctionName: Value; MaximumRetryAttempts: number }>("AWS::Lambda::EventInvokeConfig")
      .filter(({ properties }) => reference(properties.FunctionName) === id);
    expect(invocation?.properties.MaximumRetryAttempts).toBe(0);
  });
});
