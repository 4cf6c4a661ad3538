import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../infra/local/eventbridge/patterns.ts";
import { sources } from "../aws-sources.ts";
import { entry, openBuses } from "./alone.ts";
import { operatorRows } from "./pattern-operator-rows.ts";
import { refusedPatterns } from "./pattern-refused-rows.ts";
import { shapeRows } from "./pattern-shape-rows.ts";

it("every row says where AWS says so", () => {
  const said = [...shapeRows, ...operatorRows, ...inputRows].map(({ source }) => source);
  expect(said.filter((source) => !/(?:docs\.aws\.amazon|aws\.amazon|github)\.com\//.test(source))).toEqual([]);
});

describe("an event pattern matches", () => {
  it.each([...shapeRows, ...operatorRows])("$name ($source)", ({ pattern, matches = [], misses = [] }) => {
    const match = compilePattern(pattern);
    expect(matches.length + misses.length).toBeGreaterThan(0);
    expect(matches.filter((event) => !match(event))).toEqual([]);
    expect(misses.filter((event) => match(event))).toEqual([]);
  });

  it.each(refusedPatterns)("nothing, but is refused by name: %s in %j", (name, pattern) => {
    expect(() => compilePattern(pattern)).toThrow(name);
  });
});

/** Templates of an input transformer, and what becomes of them. */
const templates: readonly (readonly [name: string, template: string, gets: unknown])[] = [
  ["text", '"instance <id> is in <state>"', "instance 1 is in RUNNING"],
  ["text with quotes", String.raw`"instance \"<id>\" is in <state>"`, 'instance "1" is in RUNNING'],
  ["JSON", '{ "instance": <id>, "state": <state> }', { instance: "1", state: "RUNNING" }],
  ["JSON with text", '{"instance": <id>, "state": "<state>!"}', { instance: "1", state: "RUNNING!" }],
  [
    "variables beside constants",
    '{"state": [9, <state>, true], "is": "Yes"}',
    { state: [9, "RUNNING", true], is: "Yes" },
  ],
  ["a variable that is a list", '{"tags": <tags>}', { tags: ["a", "b"] }],
  ["a variable that the event lacks, in text", '"<gone>instance <id>"', "instance 1"],
  ["the rule's name", '"<aws.events.rule-name> triggered"', "the-rule triggered"],
  [
    "the rule's ARN",
    '{"arn": <aws.events.rule-arn>}',
    { arn: "arn:aws:events:eu-central-1:000000000000:rule/own/the-rule" },
  ],
  [
    "the event without its detail",
    '{"e": <aws.events.event>}',
    { e: expect.not.objectContaining({ detail: expect.anything() as unknown }) as unknown },
  ],
  [
    "the whole event",
    '{"e": <aws.events.event.json>}',
    { e: expect.objectContaining({ detail: expect.objectContaining({ id: "1" }) as unknown }) as unknown },
  ],
  ["the time it came in", '"<aws.events.event.ingestion-time>"', expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)],
];

/** Target properties, and what the target gets of the event of `entry()`. */
const inputRows: readonly { name: string; source: string; target: object; gets: unknown }[] = [
  {
    name: "the event",
    source: sources.target,
    target: {},
    gets: expect.objectContaining({ version: "0", source: "app", "detail-type": "Done" }) as unknown,
  },
  { name: "a constant", source: sources.target, target: { Input: '{ "a": [1] }' }, gets: { a: [1] } },
  { name: "a part of the event", source: sources.target, target: { InputPath: "$.detail.tags" }, gets: ["a", "b"] },
  { name: "an element of a list", source: sources.inputs, target: { InputPath: "$.detail.tags[1]" }, gets: "b" },
  {
    name: "a field with a dash in its name",
    source: sources.inputs,
    target: { InputPath: "$.detail-type" },
    gets: "Done",
  },
  ...templates.map(([name, InputTemplate, gets]) => ({
    name: `a template with ${name}`,
    source: sources.inputs,
    target: {
      InputTransformer: {
        InputPathsMap: { id: "$.detail.id", state: "$.detail.state", tags: "$.detail.tags", gone: "$.detail.gone" },
        InputTemplate,
      },
    },
    gets,
  })),
];

describe("a target gets", () => {
  it.each(inputRows)("$name ($source)", async ({ target, gets }) => {
    const buses = openBuses(target);
    await buses.put(entry());
    expect(buses.got()).toEqual([gets]);
    expect(buses.dead.messages).toEqual([]);
  });

  it(`nothing that is no JSON: it becomes a dead letter at once (${sources.inputs}; ${sources.deadLetters})`, async () => {
    const InputTransformer = { InputPathsMap: { id: "$.detail.id" }, InputTemplate: '"<id>"' };
    const buses = openBuses({ InputTransformer });
    await buses.put(entry({ Detail: JSON.stringify({ id: 'with "quotes"' }) }));
    expect(buses.got()).toEqual([]);
    expect(buses.dead.messages).toMatchObject([{ attributes: { ERROR_CODE: { StringValue: "INVALID_JSON" } } }]);
  });

  const transformer = (InputTemplate: string, InputPathsMap: object = {}) => ({
    InputTransformer: { InputTemplate, InputPathsMap },
  });
  it.each<[string, object]>([
    ["SqsParameters", { SqsParameters: { MessageGroupId: "a" } }],
    ["EcsParameters", { EcsParameters: {} }],
    ["more than one of", { Input: "1", InputPath: "$" }],
    ["constant input", { Input: "{" }],
    ["$.detail.*", { InputPath: "$.detail.*" }],
    ["$..id", { InputPath: "$..id" }],
    ["variable missing", transformer('"<missing>"')],
    ["aws.events.rule-arn", transformer("1", { "aws.events.rule-arn": "$.id" })],
    ["aws.events.event.json", transformer('"<aws.events.event.json>"')],
    ["100 variables", transformer("1", Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`v${n}`, "$"])))],
    ["MaximumRetryAttempts", { RetryPolicy: { MaximumRetryAttempts: 186 } }],
    ["MaximumEventAgeInSeconds", { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }],
    ["arn:aws:sns", { Arn: "arn:aws:sns:eu-central-1:000000000000:topic" }],
    ["dead-letter queue", { DeadLetterConfig: { Arn: "arn:aws:sqs:eu-central-1:000000000000:none" } }],
  ])("an answer by name when it says %s and that is not known: %j", (name, target) => {
    expect(() => openBuses(target)).toThrow(name);
  });

  it.each<[string, object]>([
    ["ScheduleExpression", { ScheduleExpression: "rate(1 minute)" }],
    ["EventPattern", { EventPattern: undefined }],
    ["nearly", { EventPattern: { source: [{ nearly: "a" }] } }],
    ["no event bus", { EventBusName: "none" }],
    ["State", { State: "SOMETIMES" }],
  ])("no events of a rule with %s that is not known: %j", (name, rule) => {
    expect(() => openBuses({}, rule)).toThrow(name);
  });
});
