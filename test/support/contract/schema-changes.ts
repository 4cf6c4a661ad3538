import type { PublishedSchemas } from "../../../shared/asyncapi/published.ts";
import type { JsonSchema } from "../../../shared/openapi/json-schema.ts";

/**
 * What breaks consumers, or the history that the schemas describe, where schemas go from `before` to `after`. Whoever
 * knows the old ones must be able to read new events, and old events must fit the new ones: so only events, members that
 * may be absent, and values of a list of values may be added.
 */
export const breakingChanges = (before: PublishedSchemas, after: PublishedSchemas): string[] => [
  ...Object.keys(before.events)
    .filter((type) => after.events[type] === undefined)
    .map((type) => `${type} is gone`),
  ...Object.entries({ ...before.schemas, ...before.events }).flatMap(([name, schema]) => {
    const now = after.events[name] ?? after.schemas[name];
    return now === undefined ? [] : changes(name, [schema, before.schemas], [now, after.schemas]);
  }),
];

/** A schema, and where its references lead. */
type Side = readonly [schema: Keywords, named: PublishedSchemas["schemas"]];

/** The keywords that schemas of events have. */
interface Keywords extends JsonSchema {
  readonly $ref?: string;
  readonly anyOf?: readonly Keywords[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Keywords>>;
  readonly required?: readonly string[];
  readonly items?: Keywords;
  readonly additionalProperties?: Keywords;
}

/** Keywords of which any change narrows or widens what a value can be. */
const bounds = ["const", "pattern", "format", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"];

function changes(at: string, before: Side, after: Side): string[] {
  // What has a name is compared under it, once.
  if (before[0].$ref !== undefined && before[0].$ref === after[0].$ref) return [];
  const [was, is] = [formsOf(before), formsOf(after)];
  return [
    ...[...was.keys()].filter((type) => !is.has(type)).map((type) => `${at} is no ${type} any more`),
    ...[...is.keys()].filter((type) => !was.has(type)).map((type) => `${at} may be ${type}`),
    ...[...was].flatMap(([type, form]) => {
      const now = is.get(type);
      return now === undefined ? [] : formChanges(at, [form, before[1]], [now, after[1]]);
    }),
  ];
}

/** What a value may be, by its type: a text that may be null has two forms. */
function formsOf([schema, named]: Side): Map<string, Keywords> {
  const { $ref, anyOf, type = "anything" } = schema;
  if ($ref !== undefined) return formsOf([named[$ref.split("/").at(-1) ?? ""] ?? {}, named]);
  const forms = anyOf
    ? anyOf.flatMap((one) => [...formsOf([one, named])])
    : [type].flat().map((one) => [one, schema] as const);
  if (new Set(forms.map(([one]) => one)).size < forms.length) throw new Error("Two forms of one type: compare them.");
  const mark = schema["x-personal"] === true ? { "x-personal": true } : {};
  return new Map(forms.map(([one, form]) => [one, { ...form, ...mark }]));
}

function formChanges(at: string, [was, before]: Side, [is, after]: Side): string[] {
  const inner = (["items", "additionalProperties"] as const).flatMap((keyword) => {
    const [one, other] = [was[keyword], is[keyword]];
    if (one && other) return changes(`${at}/*`, [one, before], [other, after]);
    return one === other ? [] : [`${at} has other members`];
  });
  return [
    ...valueChanges(at, was.enum, is.enum),
    ...bounds.filter((keyword) => was[keyword] !== is[keyword]).map((keyword) => `${at} has another ${keyword}`),
    ...(was["x-personal"] === true && is["x-personal"] !== true ? [`${at} is not marked as personal any more`] : []),
    ...memberChanges(at, [was, before], [is, after]),
    ...inner,
  ];
}

function valueChanges(at: string, was?: readonly unknown[], is?: readonly unknown[]): string[] {
  if (was === undefined || is === undefined) return was === is ? [] : [`${at} is${is ? "" : " no"} list of values now`];
  return was.filter((value) => !is.includes(value)).map((value) => `${at} is never ${String(value)} any more`);
}

function memberChanges(at: string, [was, before]: Side, [is, after]: Side): string[] {
  const [old, now] = [was.properties ?? {}, is.properties ?? {}];
  const must = (schema: Keywords, name: string): boolean => schema.required?.includes(name) === true;
  return [
    ...Object.entries(old).flatMap(([name, member]) => {
      const next = now[name];
      if (next === undefined) return [`${at}/${name} is gone`];
      const need = must(is, name) ? "must be there now" : "may be absent now";
      return [
        ...(must(was, name) === must(is, name) ? [] : [`${at}/${name} ${need}`]),
        ...changes(`${at}/${name}`, [member, before], [next, after]),
      ];
    }),
    ...Object.keys(now)
      .filter((name) => old[name] === undefined && must(is, name))
      .map((name) => `${at}/${name} is new and must be there, which no old event has`),
  ];
}
