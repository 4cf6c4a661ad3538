import { BlockList, isIP } from "node:net";
import { isObject } from "../json.ts";

/** Whether a value that is no object and no list fits. */
export type Leaf = (value: unknown) => boolean;
type Json = Readonly<Record<string, unknown>>;

/** The one member of an object that may have no other. Throws when it has none or more. */
export const onlyMember = (value: Json, where: string): readonly [name: string, operand: unknown] => {
  const [member, ...others] = Object.entries(value);
  if (member !== undefined && others.length === 0) return member;
  throw new Error(`${where} holds one operator, not ${Object.keys(value).join(", ") || "none"}.`);
};

/** What is thrown for a pattern that EventBridge does not take, or that is not known here. */
export const unknownOperator = (name: string): Error =>
  new Error(`The local stack does not know the pattern operator ${name}.`);

const malformed = (operator: string, operand: unknown): Error =>
  unknownOperator(`${operator} with ${JSON.stringify(operand)}`);

const textOf = (operand: unknown, operator: string): string => {
  if (typeof operand === "string") return operand;
  throw malformed(operator, operand);
};

const onText =
  (test: (text: string) => boolean): Leaf =>
  (value) =>
    typeof value === "string" && test(value);

const escapeExpression = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** One token of a wildcard: an escape, the wildcard itself, or text up to the next of them. */
const wildcardToken = /\\[^]?|\*|[^\\*]+/g;

/** `\*` and `\\` stand for themselves; another escape and two wildcards in a row are refused, as by EventBridge. */
const wildcard = (pattern: string): Leaf => {
  const tokens = pattern.match(wildcardToken) ?? [];
  const parts = tokens.map((token, index) => {
    if (token === "*" && tokens[index + 1] !== "*") return ".*";
    if (token === "*" || (token.startsWith("\\") && !/^\\[*\\]$/.test(token))) throw malformed("wildcard", pattern);
    return escapeExpression(token.startsWith("\\") ? token.slice(1) : token);
  });
  const expression = new RegExp(`^${parts.join("")}$`, "s");
  return onText((text) => expression.test(text));
};

const startsWith = (wanted: string): Leaf => onText((text) => text.startsWith(wanted));
const endsWith = (wanted: string): Leaf => onText((text) => text.endsWith(wanted));
const sameIgnoringCase = (wanted: string): Leaf => onText((text) => text.toLowerCase() === wanted.toLowerCase());

/** `prefix` and `suffix` take text, or text to be compared without regard to case. */
const affix =
  (operator: string, build: (wanted: string) => Leaf) =>
  (operand: unknown): Leaf => {
    if (!isObject(operand)) return build(textOf(operand, operator));
    const [name, inner] = onlyMember(operand, operator);
    if (name !== "equals-ignore-case") throw unknownOperator(`${operator} ${name}`);
    const test = build(textOf(inner, `${operator} ${name}`).toLowerCase());
    return onText((text) => test(text.toLowerCase()));
  };

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};
/** Numeric matching is limited to five thousand million either way; source: "Numeric matching" of the EventBridge user guide. */
const greatestNumber = 5e9;

/** One comparison, or a lower bound followed by an upper one. */
const numeric = (operand: unknown): Leaf => {
  const parts = Array.isArray(operand) ? (operand as unknown[]) : [];
  const shape = parts.map((part) => (typeof part === "number" ? "n" : String(part))).join(" ");
  const [, lower, , upper] = parts as [string, number, string, number];
  const fits = /^(?:=|<|<=|>|>=) n$/.test(shape) || (/^>=? n <=? n$/.test(shape) && lower < upper);
  if (!fits || parts.some((part) => typeof part === "number" && Math.abs(part) > greatestNumber))
    throw malformed("numeric", operand);
  const tests = [parts.slice(0, 2), parts.slice(2)].flatMap(([name, bound]) => {
    const compare = comparisons[String(name)];
    return compare === undefined ? [] : [(value: number) => compare(value, Number(bound))];
  });
  return (value) => typeof value === "number" && tests.every((test) => test(value));
};

/** A block of addresses; a single address is no block, and EventBridge refuses a mask as long as the address. */
const cidr = (operand: unknown): Leaf => {
  const [network = "", bits = "", ...others] = textOf(operand, "cidr").split("/");
  const familyOf = (text: string) => (isIP(text) === 6 ? "ipv6" : "ipv4");
  const width = isIP(network) === 6 ? 128 : 32;
  if (isIP(network) === 0 || others.length > 0 || !/^\d+$/.test(bits) || Number(bits) >= width)
    throw malformed("cidr", operand);
  const list = new BlockList();
  list.addSubnet(network, Number(bits), familyOf(network));
  return onText((text) => isIP(text) !== 0 && familyOf(text) === familyOf(network) && list.check(text, familyOf(text)));
};

const negatable: Readonly<Record<string, (wanted: string) => Leaf>> = {
  prefix: startsWith,
  suffix: endsWith,
  "equals-ignore-case": sameIgnoringCase,
  wildcard,
};

const anythingButOperator = (operand: Json): readonly Leaf[] => {
  const [name, inner] = onlyMember(operand, "anything-but");
  const build = negatable[name];
  if (build === undefined) throw unknownOperator(`anything-but ${name}`);
  const wanted = [inner].flat().map((text) => textOf(text, `anything-but ${name}`));
  // Nothing starts with less than nothing: EventBridge refuses empty text and an empty list here, which would exclude everything or nothing.
  if (wanted.length === 0 || (name.endsWith("fix") && wanted.includes("")))
    throw malformed(`anything-but ${name}`, inner);
  return wanted.map(build);
};

/** Takes text, numbers, a list of only one of both, or an operator on text. */
const anythingBut = (operand: unknown): Leaf => {
  if (isObject(operand)) {
    const excluded = anythingButOperator(operand);
    return (value) => !excluded.some((test) => test(value));
  }
  const excluded: readonly unknown[] = [operand].flat();
  const kinds = new Set(excluded.map((value) => typeof value));
  if (kinds.size !== 1 || !(kinds.has("string") || kinds.has("number"))) throw malformed("anything-but", operand);
  return (value) => !excluded.includes(value);
};

/** Every operator on a value, by its name; `exists` is on the field, and `$or` on several. */
export const operators: Readonly<Record<string, (operand: unknown) => Leaf>> = {
  prefix: affix("prefix", startsWith),
  suffix: affix("suffix", endsWith),
  "equals-ignore-case": (operand) => sameIgnoringCase(textOf(operand, "equals-ignore-case")),
  wildcard: (operand) => wildcard(textOf(operand, "wildcard")),
  "anything-but": anythingBut,
  numeric,
  cidr,
};
