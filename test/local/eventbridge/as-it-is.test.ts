import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../infra/local/eventbridge/patterns.ts";
import sources from "../aws-sources.json" with { type: "json" };
import { entry, openBuses } from "./alone.ts";
import patterns from "./patterns.json" with { type: "json" };
import refusedPatterns from "./refused-patterns.json" with { type: "json" };

/** A pattern, what it matches and what it does not, and the page on which AWS says so. */
interface PatternRow {
  readonly name: string;
  readonly source: string;
  readonly pattern?: Readonly<Record<string, unknown>>;
  /** Instead of a pattern: alternatives for the field `f`. What matches and what does not are then its values. */
  readonly values?: readonly unknown[];
  readonly matches?: readonly unknown[];
  readonly misses?: readonly unknown[];
  /** What becomes of an event without the field. */
  readonly absent?: string;
}

const rows = (patterns as readonly PatternRow[]).map(({ source, values, absent, ...row }) => {
  const event = (f: unknown) => (values ? { detail: { f, other: 1 } } : f);
  const eventsOf = (kind: "matches" | "misses") => [
    ...(row[kind] ?? []).map(event),
    ...(absent === kind ? [{ detail: { other: 1 } }] : []),
  ];
  const pattern = row.pattern ?? { detail: { f: values } };
  const page = sources[source as keyof typeof sources];
  return { name: row.name, page, pattern, matches: eventsOf("matches"), misses: eventsOf("misses") };
});

it("every row names its AWS page", () => {
  const isPage = (page: string) => /(?:docs\.aws\.amazon|aws\.amazon|github)\.com\//.test(page);
  expect(rows.filter(({ page }) => !isPage(page))).toEqual([]);
});

describe("an event pattern matches", () => {
  it.each(rows)("$name ($page)", ({ pattern, matches, misses }) => {
    const match = compilePattern(pattern);
    expect(matches.length + misses.length).toBeGreaterThan(0);
    expect(matches.filter((event) => !match(event))).toEqual([]);
    expect(misses.filter((event) => match(event))).toEqual([]);
  });

  it.each(refusedPatterns as [string, Readonly<Record<string, unknown>>][])(
    "nothing, but is refused by name: %s in %j",
    (name, pattern) => {
      expect(() => compilePattern(pattern)).toThrow(name);
    },
  );
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
