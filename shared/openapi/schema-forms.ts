import type { JsonSchema } from "./json-schema.ts";

/** A keyword with its value, or nothing for a keyword that is removed. */
type Rewrite = (keyword: string, said: unknown) => readonly [keyword: string, said: unknown] | null;

/** The schema with each keyword of it, and of the schemas in it, rewritten. */
export function rewritten(schema: JsonSchema, rewrite: Rewrite): JsonSchema {
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

/** The published form: open, because consumers must accept members that are added later. */
export const opened = (schema: JsonSchema): JsonSchema =>
  rewritten(schema, (keyword, said) => (keyword === "additionalProperties" && said === false ? null : [keyword, said]));
