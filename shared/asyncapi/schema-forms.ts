import type { JsonSchema } from "../openapi/json-schema.ts";

/** A keyword with what it says, or nothing for a keyword that goes. */
type Rewrite = (keyword: string, said: unknown) => readonly [keyword: string, said: unknown] | null;

/** The schema with each keyword of it, and of the schemas in it, rewritten. */
function rewritten(schema: JsonSchema, rewrite: Rewrite): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, said]) => {
      const kept = rewrite(keyword, said);
      return kept === null ? [] : [[kept[0], within(kept[0], kept[1], rewrite)]];
    }),
  );
}

function within(keyword: string, said: unknown, rewrite: Rewrite): unknown {
  if (keyword === "properties") return everyOf(said as Readonly<Record<string, JsonSchema>>, rewrite);
  if (keyword === "anyOf") return (said as readonly JsonSchema[]).map((one) => rewritten(one, rewrite));
  const isSchema = ["items", "additionalProperties"].includes(keyword) && typeof said === "object";
  return isSchema ? rewritten(said as JsonSchema, rewrite) : said;
}

const everyOf = (schemas: Readonly<Record<string, JsonSchema>>, rewrite: Rewrite) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, rewritten(schema, rewrite)]));

/** As it is published: open, for a consumer must take members that are told later. */
export const opened = (schema: JsonSchema): JsonSchema =>
  rewritten(schema, (keyword, said) => (keyword === "additionalProperties" && said === false ? null : [keyword, said]));

/** Only what consumers can rely on, without words and examples. */
export const bare = (schema: JsonSchema): JsonSchema =>
  rewritten(opened(schema), (keyword, said) =>
    ["description", "examples"].includes(keyword) ? null : [keyword, said],
  );

/** In draft 4 of JSON Schema, which the schema registry takes. */
export const inDraft4 = (schema: JsonSchema): JsonSchema =>
  // Without words: all schemas stand in the stack's template, and words are half of them.
  rewritten(bare(schema), (keyword, said) => {
    if (keyword === "const") return ["enum", [said]];
    if (keyword === "$ref") return ["$ref", String(said).replace("#/components/schemas/", "#/definitions/")];
    return keyword === "propertyNames" ? null : [keyword, said];
  });
