import * as z from "zod/mini";
import { documented, type Documentation } from "../schema/documented.ts";
import { daysPattern } from "./days-pattern.ts";
import type { Schema } from "./description.ts";
import glossary from "./glossary.json" with { type: "json" };
import { opened } from "./schema-forms.ts";
import { isPortable } from "./portable-pattern.ts";

/** A JSON Schema, draft 2020-12, as in OpenAPI 3.1. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Descriptions of fields by name. A field with another meaning has its own description. */
const fieldWords: Readonly<Record<string, string>> = glossary;

/** Whether a schema is of what comes in, where defaults may be left out, or of what goes out. */
export type Direction = "input" | "output";

/** Turns schemas into JSON Schemas and gathers the named ones among them. */
export class SchemaWriter {
  readonly #named = new Map<string, JsonSchema>();
  readonly #opensOutput: boolean;

  /** `opensOutput`: responses may gain members, so their objects are not closed. */
  constructor({ opensOutput = false }: { readonly opensOutput?: boolean } = {}) {
    this.#opensOutput = opensOutput;
  }

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
    const form = (schema: unknown): JsonSchema => {
      const written = finished(schema) as JsonSchema;
      return this.#opensOutput && io === "output" ? opened(written) : written;
    };
    for (const [name, definition] of Object.entries($defs)) this.name(name, form(definition));
    return form(properties?.["schema"]);
  }

  /** Adds a handwritten schema, and returns the reference to it. */
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

/** Removes superfluous keywords of the library and adds missing ones; `words` are descriptions. */
function finished(value: unknown, words?: string): unknown {
  if (Array.isArray(value)) return value.map((one) => finished(one));
  if (typeof value !== "object" || value === null) return value;
  const { instead, ...written } = value as Documentation & Record<string, unknown>;
  const { days, personal, pattern, rule, ...schema } = instead
    ? { description: written.description, ...(instead as Documentation & Record<string, unknown>) }
    : written;
  const form = pattern !== undefined && days === undefined && { pattern: portable(pattern) };
  const exact = days && { pattern: daysPattern(...days) };
  const mark = personal && { "x-personal": true };
  const description = [schema.description ?? words, rule].filter((text) => text !== undefined).join(" ");
  const explained = description === "" ? {} : { description };
  const said = Object.entries(
    "description" in schema
      ? { ...schema, ...explained, ...form, ...exact, ...mark }
      : { ...explained, ...schema, ...form, ...exact, ...mark },
  );
  return Object.fromEntries(
    said
      .filter(([keyword, word]) => word !== undefined && !isNoise(keyword, word))
      .map(([keyword, word]) => [keyword, finishedKeyword(keyword, word)]),
  );
}

const isNoise = (keyword: string, said: unknown): boolean =>
  // The name is the schema's key in the components.
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
        finished(schema, "$ref" in schema ? undefined : fieldWords[name]),
      ]),
    );
  }
  return ["examples", "default", "enum", "const"].includes(keyword) ? said : finished(said);
}

/**
 * The pattern without JavaScript's escape of a slash.
 * @throws Error when other languages do not read it alike.
 */
function portable(pattern: string): string {
  const written = pattern.replaceAll("\\/", "/");
  if (!isPortable(written)) throw new Error(`The pattern ${written} needs a portable one beside it.`);
  return written;
}
