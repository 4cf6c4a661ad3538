import * as z from "zod/mini";
import { documented, type Documentation } from "../schema/documented.ts";
import { daysPattern } from "./days-pattern.ts";
import type { Schema } from "./description.ts";
import { glossary } from "./glossary.ts";

/** A JSON Schema, draft 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Whether a schema is of what comes in, where defaults may be left out, or of what goes out. */
export type Direction = "input" | "output";

/** Turns schemas into JSON Schemas and gathers the named ones among them. */
export class SchemaWriter {
  readonly #named = new Map<string, JsonSchema>();

  /**
   * The JSON Schema of a schema; a reference where it has a name.
   * @throws Error when two different schemas have one name.
   */
  write(schema: Schema, io: Direction): JsonSchema {
    // In a wrapper, so that a named schema becomes a reference itself.
    const { properties, $defs = {} } = z.toJSONSchema(z.object({ schema }), {
      target: "draft-2020-12",
      metadata: documented,
      io,
      unrepresentable: "any",
    });
    for (const [name, definition] of Object.entries($defs)) this.name(name, finished(definition) as JsonSchema);
    return finished(properties?.["schema"]) as JsonSchema;
  }

  /** Adds a schema that is written by hand; answers the reference to it. */
  name(name: string, schema: JsonSchema): JsonSchema {
    const known = this.#named.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`Two schemas are called ${name}. One that is sent and answered needs two names.`);
    }
    this.#named.set(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  }

  /** Every named schema, by name. */
  get named(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#named].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
}

/** What the library says too much, and what it does not know. */
function finished(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(finished);
  if (typeof value !== "object" || value === null) return value;
  const { instead, days, personal, ...schema } = value as Documentation & Record<string, unknown>;
  const exact = days && { pattern: daysPattern(...days) };
  const mark = personal && { "x-personal": true };
  const said = Object.entries(
    instead ? { description: schema.description, ...instead } : { ...schema, ...exact, ...mark },
  );
  return Object.fromEntries(
    said
      .filter(([keyword, word]) => word !== undefined && !isNoise(keyword, word))
      .map(([keyword, word]) => [keyword, finishedKeyword(keyword, word)]),
  );
}

const isNoise = (keyword: string, said: unknown): boolean =>
  // The name is where the schema stands among the components.
  keyword === "id" ||
  (keyword === "minimum" && said === Number.MIN_SAFE_INTEGER) ||
  (keyword === "maximum" && said === Number.MAX_SAFE_INTEGER) ||
  // Names of members are texts anyway.
  (keyword === "propertyNames" && JSON.stringify(said) === '{"type":"string"}');

function finishedKeyword(keyword: string, said: unknown): unknown {
  if (keyword === "$ref") return String(said).replace("#/$defs/", "#/components/schemas/");
  if (keyword === "properties") {
    return Object.fromEntries(
      Object.entries(said as Record<string, JsonSchema>).map(([name, schema]) => [
        name,
        explained(name, finished(schema) as JsonSchema),
      ]),
    );
  }
  return ["examples", "default", "enum", "const"].includes(keyword) ? said : finished(said);
}

/** A property that does not explain itself is explained by the glossary. */
const explained = (name: string, schema: JsonSchema): JsonSchema => {
  const words = glossary[name];
  return "description" in schema || "$ref" in schema || words === undefined
    ? schema
    : { description: words, ...schema };
};
