import * as z from "zod";
import { AwsError } from "../aws-endpoint.ts";

/** The properties of a rule's target that say what it gets; at most one of them stands in a target. */
export const inputShape = {
  /** JSON text that is passed as it is. */
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
};
type InputProperties = z.infer<z.ZodObject<typeof inputShape>>;

/** What a target gets for an event that came in at `receivedAt`, virtual milliseconds. Throws an AwsError when that is no JSON. */
export type TargetInput = (event: object, receivedAt: number) => unknown;
type Source = TargetInput;

const maximumVariables = 100;
const pathStep = /\.([\w/-]+)|\[(\d+)\]/g;

/** What a JSON path selects, `undefined` when it is not there. Throws on what is not a dotted path with indices. */
const select = (path: string): ((event: object) => unknown) => {
  const steps = [...path.matchAll(pathStep)];
  if (`$${steps.map(([text]) => text).join("")}` !== path)
    throw new Error(`The local stack does not know the JSON path ${path}.`);
  return (event) =>
    steps.reduce<unknown>((value, [, name, index]) => {
      if (typeof value !== "object" || value === null) return undefined;
      return (value as Readonly<Record<string, unknown>>)[name ?? Number(index)];
    }, event);
};

/** Variables that need no path; source: "Amazon EventBridge input transformation" of the user guide. */
const predefined = (rule: string): Readonly<Record<string, Source>> => ({
  "aws.events.rule-arn": () => rule,
  "aws.events.rule-name": () => rule.slice(rule.lastIndexOf("/") + 1),
  "aws.events.event.ingestion-time": (_event, receivedAt) => new Date(receivedAt).toISOString(),
  "aws.events.event": (event) => ({ ...event, detail: undefined }),
  "aws.events.event.json": (event) => event,
});

const placeholder = /<([\w.-]+)>/g;
const isInText = (before: string): boolean => before.replaceAll(/\\./g, "").split('"').length % 2 === 0;

/** As text within quotes, where EventBridge does not escape it; as JSON elsewhere. What a path does not find is empty. */
const written = (value: unknown, inText: boolean): string => {
  const found = value === undefined ? "" : value;
  return inText && typeof found === "string" ? found : JSON.stringify(found);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AwsError("INVALID_JSON", "The transformed input is no JSON.");
  }
};

const transform = (
  { InputPathsMap, InputTemplate }: NonNullable<InputProperties["InputTransformer"]>,
  rule: string,
): TargetInput => {
  const known = predefined(rule);
  const defined = Object.entries(InputPathsMap).map(([name, path]) => [name, select(path)] as const);
  if (defined.length > maximumVariables) throw new Error(`${rule} defines more than ${maximumVariables} variables.`);
  const taken = defined.find(([name]) => name in known);
  if (taken !== undefined) throw new Error(`${rule} defines the predefined variable ${taken[0]}.`);
  const sources: Readonly<Record<string, Source | undefined>> = { ...known, ...Object.fromEntries(defined) };
  const holes = [...InputTemplate.matchAll(placeholder)].map(({ 0: text, 1: name = "", index }) => {
    const source = sources[name];
    if (source === undefined) throw new Error(`${rule} does not define the variable ${name} of its template.`);
    const inText = isInText(InputTemplate.slice(0, index));
    if (inText && name.startsWith("aws.events.event") && !name.endsWith("time"))
      throw new Error(`${rule} uses ${name} within text, where it would not be escaped.`);
    return { source, inText, start: index, end: index + text.length };
  });
  return (event, receivedAt) => {
    const texts = holes.map(({ source, inText, end }, index) => {
      const rest = InputTemplate.slice(end, holes[index + 1]?.start);
      return `${written(source(event, receivedAt), inText)}${rest}`;
    });
    return parsed(`${InputTemplate.slice(0, holes[0]?.start)}${texts.join("")}`);
  };
};

const constant = (text: string, rule: string): TargetInput => {
  try {
    const value = JSON.parse(text) as unknown;
    return () => value;
  } catch {
    throw new Error(`${rule} has a constant input that is no JSON.`);
  }
};

/** What the target's properties make of an event: all of it, a part, a constant, or a filled template. Throws by name on what they say and EventBridge or the local stack does not take. */
export const readInput = ({ Input, InputPath, InputTransformer }: InputProperties, rule: string): TargetInput => {
  if ([Input, InputPath, InputTransformer].filter((way) => way !== undefined).length > 1)
    throw new Error(`${rule} has a target with more than one of Input, InputPath and InputTransformer.`);
  if (InputTransformer !== undefined) return transform(InputTransformer, rule);
  if (Input !== undefined) return constant(Input, rule);
  const selected = select(InputPath ?? "$");
  return (event) => selected(event) ?? null;
};
