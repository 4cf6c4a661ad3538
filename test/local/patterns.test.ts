import { describe, expect, it } from "vitest";
import { compilePattern } from "../../infra/local/patterns.ts";

type Json = Record<string, unknown>;

/** Patterns and events after "Comparison operators" and "Creating event patterns" of the EventBridge user guide. */
const table: [name: string, pattern: Json, event: Json, matches: boolean][] = [
  ["an exact value", { source: ["aws.ses"] }, { source: "aws.ses" }, true],
  ["an exact value of another case", { source: ["aws.ses"] }, { source: "AWS.SES" }, false],
  ["one of several values", { "detail-type": ["A", "B"] }, { "detail-type": "B" }, true],
  ["all fields or none", { source: ["a"], account: ["1"] }, { source: "a", account: "2" }, false],
  ["a missing field", { source: ["a"] }, {}, false],
  ["a nested field", { detail: { state: ["on"] } }, { detail: { state: "on" } }, true],
  ["a nested field that is not there", { detail: { state: ["on"] } }, { detail: {} }, false],
  ["any element of a list", { detail: { tags: ["b"] } }, { detail: { tags: ["a", "b"] } }, true],
  [
    "any object of a list",
    { detail: { to: { name: ["b"] } } },
    { detail: { to: [{ name: "a" }, { name: "b" }] } },
    true,
  ],
  ["a number", { detail: { price: [100] } }, { detail: { price: 100 } }, true],
  ["a number written as text", { detail: { price: [100] } }, { detail: { price: "100" } }, false],
  ["null", { detail: { user: [null] } }, { detail: { user: null } }, true],
  ["empty text", { detail: { name: [""] } }, { detail: { name: "" } }, true],
  ["prefix", { region: [{ prefix: "us-" }] }, { region: "us-east-1" }, true],
  ["prefix elsewhere", { region: [{ prefix: "us-" }] }, { region: "eu-us-1" }, false],
  [
    "prefix in any case",
    { service: [{ prefix: { "equals-ignore-case": "EventB" } }] },
    { service: "eventbridge" },
    true,
  ],
  ["suffix", { file: [{ suffix: ".png" }] }, { file: "a.png" }, true],
  ["suffix in any case", { file: [{ suffix: { "equals-ignore-case": ".PNG" } }] }, { file: "a.png" }, true],
  ["suffix elsewhere", { file: [{ suffix: ".png" }] }, { file: "a.png.txt" }, false],
  ["equals-ignore-case", { name: [{ "equals-ignore-case": "alice" }] }, { name: "ALICE" }, true],
  ["anything-but, the excluded", { state: [{ "anything-but": "initializing" }] }, { state: "initializing" }, false],
  ["anything-but, another", { state: [{ "anything-but": "initializing" }] }, { state: "running" }, true],
  ["anything-but needs the field", { state: [{ "anything-but": "initializing" }] }, {}, false],
  ["anything-but a list", { n: [{ "anything-but": [1, 2] }] }, { n: 2 }, false],
  ["anything-but a prefix", { region: [{ "anything-but": { prefix: "us-" } }] }, { region: "us-east-1" }, false],
  ["anything-but prefixes", { region: [{ "anything-but": { prefix: ["us-", "eu-"] } }] }, { region: "ap-1" }, true],
  ["anything-but a suffix", { file: [{ "anything-but": { suffix: ".png" } }] }, { file: "a.png" }, false],
  ["anything-but in any case", { s: [{ "anything-but": { "equals-ignore-case": "on" } }] }, { s: "ON" }, false],
  ["anything-but a wildcard", { path: [{ "anything-but": { wildcard: "*/lib/*" } }] }, { path: "/a/lib/b" }, false],
  ["numeric, one bound", { price: [{ numeric: ["<", 10] }] }, { price: 10 }, false],
  ["numeric, a range", { price: [{ numeric: [">", 10, "<=", 20] }] }, { price: 20 }, true],
  ["numeric equality", { price: [{ numeric: ["=", 3.018e2] }] }, { price: 301.8 }, true],
  ["exists", { detail: { name: [{ exists: true }] } }, { detail: { name: null } }, true],
  ["exists, but missing", { detail: { name: [{ exists: true }] } }, { detail: {} }, false],
  ["exists not", { "replay-name": [{ exists: false }] }, { source: "a" }, true],
  ["exists not, but there", { "replay-name": [{ exists: false }] }, { "replay-name": "r" }, false],
  ["wildcard", { file: [{ wildcard: "dir/*.png" }] }, { file: "dir/sub/a.png" }, true],
  ["wildcard with a literal asterisk", { file: [{ wildcard: "a\\*b" }] }, { file: "a*b" }, true],
  ["wildcard with a literal asterisk, other text", { file: [{ wildcard: "a\\*b" }] }, { file: "axb" }, false],
  ["cidr", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.0.255" }, true],
  ["cidr outside", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.1.1" }, false],
  ["$or, one side", { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, true],
  ["$or, neither", { $or: [{ a: [1] }, { b: [2] }] }, { a: 2, b: 1 }, false],
  ["$or beside a field", { c: [3], $or: [{ a: [1] }, { b: [2] }] }, { a: 1, c: 4 }, false],
];

describe("an event pattern", () => {
  it.each(table)("%s", (_name, pattern, event, matches) => {
    expect(compilePattern(pattern)(event)).toBe(matches);
  });

  it.each<[string, Json]>([
    ["nearly", { a: [{ nearly: 1 }] }],
    ["anything-but nearly", { a: [{ "anything-but": { nearly: "x" } }] }],
    ["prefix nearly", { a: [{ prefix: { nearly: "x" } }] }],
    ["numeric", { a: [{ numeric: ["~", 1] }] }],
  ])("with the unknown operator %s throws by name", (operator, pattern) => {
    expect(() => compilePattern(pattern)).toThrow(operator);
  });
});
