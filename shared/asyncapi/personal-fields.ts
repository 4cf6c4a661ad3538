import type { JsonSchema } from "../openapi/json-schema.ts";

/** Where a personal field stands: its members' names from the top on, `*` for every member of a list or map. */
export type PersonalField = string;

/** The personal fields of a schema, `/data/invitation/customer/email`, each once. */
export function personalFields(schema: JsonSchema, named: Readonly<Record<string, JsonSchema>>): PersonalField[] {
  const under = (node: JsonSchema, at: string): PersonalField[] => {
    const { $ref, properties = {}, anyOf = [], oneOf = [], items, additionalProperties } = node as Node;
    if (node["x-personal"] === true) return [at];
    if ($ref !== undefined) return under(named[$ref.split("/").at(-1) ?? ""] ?? {}, at);
    return [
      ...Object.entries(properties).flatMap(([name, property]) => under(property, `${at}/${name}`)),
      ...[...anyOf, ...oneOf].flatMap((one) => under(one, at)),
      ...(items ? under(items, `${at}/*`) : []),
      ...(additionalProperties ? under(additionalProperties, `${at}/*`) : []),
    ];
  };
  return [...new Set(under(schema, ""))];
}

interface Node {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | false;
}

/** The value without its personal fields; everything else stays where it is. */
export const withoutPersonal = (value: unknown, fields: readonly PersonalField[]): unknown =>
  fields.reduce((left, field) => without(left, field.split("/").slice(1)), value);

function without(value: unknown, [name, ...further]: readonly string[]): unknown {
  if (typeof value !== "object" || value === null || name === undefined) return value;
  if (Array.isArray(value)) return name === "*" ? value.map((one) => without(one, further)) : value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([member, held]) => {
      if (name !== "*" && name !== member) return [[member, held]];
      return further.length === 0 ? [] : [[member, without(held, further)]];
    }),
  );
}
