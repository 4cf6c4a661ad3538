import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../infra/local/eventbridge/patterns.ts";
import { sources } from "../aws-sources.ts";
import { entry, openBuses } from "./alone.ts";
import { operatorRows } from "./pattern-operator-rows.ts";
import { refusedPatterns } from "./pattern-refused-rows.ts";
import { shapeRows } from "./pattern-shape-rows.ts";

it("every row names its AWS page", () => {
  const said = [...shapeRows, ...operatorRows].map(({ source }) => source);
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

describe("a target gets", () => {
  it(`the event (${sources.target})`, async () => {
    const buses = openBuses();
    await buses.put(entry());
    expect(buses.got()).toEqual([expect.objectContaining({ version: "0", source: "app", "detail-type": "Done" })]);
    expect(buses.dead.messages).toEqual([]);
  });

  it.each<[string, object]>([
    ["SqsParameters", { SqsParameters: { MessageGroupId: "a" } }],
    ["EcsParameters", { EcsParameters: {} }],
    ["Input", { Input: "1" }],
    ["InputPath", { InputPath: "$" }],
    ["InputTransformer", { InputTransformer: { InputTemplate: "1" } }],
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
