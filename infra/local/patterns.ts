import { BlockList, isIPv6 } from "node:net";

/** Whether an event matches. */
export type Matcher = (event: unknown) => boolean;
type Leaf = (value: unknown) => boolean;
type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const unknownOperator = (name: string): Error =>
  new Error(`The local stack does not know the pattern operator ${name}.`);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);

const textOf = (value: unknown, operator: string): string => {
  if (typeof value === "string") return value;
  throw new Error(`The pattern operator ${operator} needs text.`);
};

const onText =
  (test: (text: string) => boolean): Leaf =>
  (value) =>
    typeof value === "string" && test(value);

const sameIgnoringCase = (wanted: string): Leaf => onText((text) => text.toLowerCase() === wanted.toLowerCase());

const escapeExpression = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const wildcard = (pattern: string): Leaf => {
  const parts = pattern.split(/(?<!\\)\*/).map((part) => escapeExpression(part.replaceAll(/\\([*\\])/g, "$1")));
  const expression = new RegExp(`^${parts.join(".*")}$`, "s");
  return onText((text) => expression.test(text));
};

/** `prefix` and `suffix` take text, or text to be compared without regard to case. */
const affix = (operator: "prefix" | "suffix", operand: unknown): Leaf => {
  const method = operator === "prefix" ? "startsWith" : "endsWith";
  if (!isObject(operand)) {
    const wanted = textOf(operand, operator);
    return onText((text) => text[method](wanted));
  }
  const [[name, inner] = ["", undefined]] = Object.entries(operand);
  if (name !== "equals-ignore-case") throw unknownOperator(`${operator} ${name}`);
  const wanted = textOf(inner, operator).toLowerCase();
  return onText((text) => text.toLowerCase()[method](wanted));
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const numeric = (operand: unknown): Leaf => {
  const parts = listOf(operand);
  const tests = Array.from({ length: parts.length / 2 }, (_, index) => {
    const comparison = comparisons[String(parts[index * 2])];
    const bound = parts[index * 2 + 1];
    if (comparison === undefined || typeof bound !== "number")
      throw unknownOperator(`numeric ${JSON.stringify(operand)}`);
    return (value: number) => comparison(value, bound);
  });
  return (value) => typeof value === "number" && tests.every((test) => test(value));
};

const cidr = (operand: unknown): Leaf => {
  const [network = "", bits] = textOf(operand, "cidr").split("/");
  const list = new BlockList();
  list.addSubnet(network, Number(bits), isIPv6(network) ? "ipv6" : "ipv4");
  return onText((text) => list.check(text, isIPv6(text) ? "ipv6" : "ipv4"));
};

const negatable: Readonly<Record<string, (operand: unknown) => Leaf>> = {
  prefix: (operand) => affix("prefix", operand),
  suffix: (operand) => affix("suffix", operand),
  "equals-ignore-case": (operand) => sameIgnoringCase(textOf(operand, "equals-ignore-case")),
  wildcard: (operand) => wildcard(textOf(operand, "wildcard")),
};

const anythingBut = (operand: unknown): Leaf => {
  if (!isObject(operand)) {
    const excluded = listOf(operand);
    return (value) => !excluded.includes(value);
  }
  const [[name, inner] = ["", undefined]] = Object.entries(operand);
  const build = negatable[name];
  if (build === undefined) throw unknownOperator(`anything-but ${name}`);
  const excluded = listOf(inner).map(build);
  return (value) => !excluded.some((test) => test(value));
};

const operators: Readonly<Record<string, (operand: unknown) => Leaf>> = {
  ...negatable,
  "anything-but": anythingBut,
  numeric,
  cidr,
};

/** One alternative of a field: a literal, an operator, or a statement on the field's existence. */
const alternative = (entry: unknown): ((values: readonly unknown[]) => boolean) => {
  if (!isObject(entry)) return (values) => values.includes(entry);
  const [[name, operand] = ["", undefined], ...others] = Object.entries(entry);
  if (others.length > 0)
    throw new Error(`A pattern's alternative holds one operator, not ${Object.keys(entry).join(", ")}.`);
  if (name === "exists") return (values) => values.some((value) => !isObject(value)) === operand;
  const build = operators[name];
  if (build === undefined) throw unknownOperator(name);
  const test = build(operand);
  return (values) => values.some((value) => test(value));
};

const field = (pattern: unknown): ((values: readonly unknown[]) => boolean) => {
  if (Array.isArray(pattern)) {
    const alternatives = (pattern as unknown[]).map(alternative);
    return (values) => alternatives.some((test) => test(values));
  }
  if (!isObject(pattern)) throw new Error("A pattern's field holds a list of alternatives or a nested pattern.");
  const nested = compilePattern(pattern);
  return (values) => (values.length === 0 ? nested({}) : values.some((value) => isObject(value) && nested(value)));
};

/**
 * A matcher for an EventBridge event pattern: fields are joined by "and", alternatives by "or", an event's list matches by any element.
 * Source: the comparison operators of the EventBridge user guide. Throws by name on an operator that is not among them.
 */
export const compilePattern = (pattern: Json): Matcher => {
  const { $or, ...fields } = pattern;
  const tests = Object.entries(fields).map(([name, inner]) => [name, field(inner)] as const);
  const choices = $or === undefined ? undefined : listOf($or).map((choice) => compilePattern(choice as Json));
  return (event) => {
    const value = isObject(event) ? event : {};
    const matches = tests.every(([name, test]) => test(name in value ? listOf(value[name]) : []));
    return matches && (choices === undefined || choices.some((choice) => choice(event)));
  };
};
