import { isObject } from "../json.ts";
import { onlyMember, operators, unknownOperator, type Leaf } from "./pattern-operators.ts";

/** Whether an event matches. */
export type Matcher = (event: unknown) => boolean;
type Json = Readonly<Record<string, unknown>>;
/** On what an event has under one name: its elements where that is a list, lists in lists taken apart too. */
type FieldMatcher = (values: readonly unknown[]) => boolean;

const valuesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value.flat(Number.POSITIVE_INFINITY) as unknown[]) : [value];

const onAny =
  (test: Leaf): FieldMatcher =>
  (leaves) =>
    leaves.some((leaf) => test(leaf));

/** One alternative of a field: a literal, an operator, or a statement on the field's existence. */
const alternative = (entry: unknown): FieldMatcher => {
  if (Array.isArray(entry)) throw new Error("A pattern's alternative is no list.");
  if (!isObject(entry)) return (leaves) => leaves.includes(entry);
  const [name, operand] = onlyMember(entry, "A pattern's alternative");
  if (name === "exists" && typeof operand === "boolean") return (leaves) => leaves.length > 0 === operand;
  const build = operators[name];
  if (build === undefined) throw unknownOperator(name === "exists" ? `exists ${JSON.stringify(operand)}` : name);
  return onAny(build(operand));
};

/** Operators see leaves only: what holds an object is not "anything but" something, and does not "exist". */
const field = (pattern: unknown): FieldMatcher => {
  if (Array.isArray(pattern) && pattern.length > 0) {
    const alternatives = (pattern as unknown[]).map(alternative);
    return (values) => {
      const leaves = values.filter((value) => !isObject(value));
      return alternatives.some((test) => test(leaves));
    };
  }
  if (!isObject(pattern) || Object.keys(pattern).length === 0)
    throw new Error("A pattern's field holds a list of alternatives or a nested pattern.");
  const nested = compilePattern(pattern);
  return (values) => {
    const objects = values.filter((value) => isObject(value));
    return objects.length === 0 ? nested({}) : objects.some((value) => nested(value));
  };
};

const reserved = new Set(["exists", ...Object.keys(operators)]);

/** `$or` joins two patterns or more; anything else under this name is a field of the event. */
const isChoice = (pattern: unknown): pattern is readonly Json[] =>
  Array.isArray(pattern) &&
  pattern.length > 1 &&
  pattern.every((choice) => isObject(choice) && !Object.keys(choice).some((name) => reserved.has(name)));

/**
 * A matcher for an EventBridge event pattern. Throws by name on an unknown operator, and on an operand that EventBridge does not
 * take. Source: the comparison operators of the EventBridge user guide, and Event Ruler, which is EventBridge's own matcher.
 */
export const compilePattern = (pattern: Json): Matcher => {
  const choices = isChoice(pattern.$or) ? pattern.$or.map((choice) => compilePattern(choice)) : undefined;
  const fields = Object.entries(pattern).filter(([name]) => choices === undefined || name !== "$or");
  const tests = fields.map(([name, inner]) => [name, field(inner)] as const);
  return (event) => {
    const value = isObject(event) ? event : {};
    const matches = tests.every(([name, test]) => test(name in value ? valuesOf(value[name]) : []));
    return matches && (choices === undefined || choices.some((choice) => choice(event)));
  };
};
