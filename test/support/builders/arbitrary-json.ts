import fc from "fast-check";
import type { JsonSchema } from "../../../shared/openapi/json-schema.ts";

/** Unusual and hostile texts. */
const oddTexts = [
  "{{link}}",
  "<script>alert(1)</script>",
  "Bcc: eve@evil.example",
  "abc\u202etxt",
  "Ada 👩‍💻",
  "e\u0301",
  "' OR 1=1 --",
  "../../etc/passwd",
];

const addresses = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((number) => `it@contract-${number}.example`),
  fc.constantFrom(
    "nobody",
    "it@gmail.com",
    "IT@Contract-1.Example ",
    "it@büro.example",
    "it@localhost",
    "@",
    "a@b@c.example",
  ),
  fc.emailAddress(),
);

type Resolve = (schema: JsonSchema) => JsonSchema;

/** Values that a schema allows, and texts that only look valid where JSON Schema cannot express the form. */
export function valuesOf(written: JsonSchema, resolve: Resolve): fc.Arbitrary<unknown> {
  const schema = resolve(written);
  const {
    type,
    anyOf,
    enum: among,
    const: only,
  } = schema as Record<string, unknown> & {
    readonly anyOf?: readonly JsonSchema[];
    readonly enum?: readonly unknown[];
  };
  if (only !== undefined) return fc.constant(only);
  if (among) return fc.constantFrom(...among);
  if (anyOf) return fc.oneof(...anyOf.map((one) => valuesOf(one, resolve)));
  if (Array.isArray(type)) return fc.oneof(...type.map((one: string) => valuesOf({ ...schema, type: one }, resolve)));
  switch (type) {
    case "string":
      return texts(schema);
    case "integer":
    case "number": {
      const { minimum = 0, maximum = 1_000 } = schema as { readonly minimum?: number; readonly maximum?: number };
      return fc.integer({ min: minimum, max: maximum });
    }
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array": {
      const { items = {}, maxItems = 3 } = schema as { readonly items?: JsonSchema; readonly maxItems?: number };
      return fc.array(valuesOf(items, resolve), { maxLength: Math.min(maxItems, 3) });
    }
    case "object":
      return objects(schema, resolve);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function texts(schema: JsonSchema): fc.Arbitrary<string> {
  const {
    pattern,
    format,
    minLength = 0,
    maxLength = 30,
  } = schema as {
    readonly pattern?: string;
    readonly format?: string;
    readonly minLength?: number;
    readonly maxLength?: number;
  };
  if (format === "idn-email") return addresses;
  // A pattern that only forbids characters is met by any text, so people write odd ones there.
  if (pattern !== undefined && !pattern.startsWith("^[^")) return fc.stringMatching(new RegExp(pattern));
  const shape = new RegExp(pattern ?? "", "u");
  return fc
    .oneof(
      fc.constantFrom(...oddTexts, "directory.admin", "users.admin", "x".repeat(maxLength)),
      fc.string({ minLength, maxLength: Math.min(maxLength, 30), unit: "grapheme" }),
    )
    .filter((text) => text.length >= minLength && [...text].length <= maxLength && shape.test(text));
}

function objects(schema: JsonSchema, resolve: Resolve): fc.Arbitrary<unknown> {
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schema as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: JsonSchema | boolean;
  };
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, valuesOf(property, resolve)]),
  );
  if (Object.keys(members).length === 0 && typeof additionalProperties === "object") {
    return fc.dictionary(fc.constantFrom("en", "de", "xx"), valuesOf(additionalProperties, resolve), { maxKeys: 2 });
  }
  return fc.record(members, { requiredKeys: [...required], noNullPrototype: true });
}

/** Values that hardly any field allows. */
const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0.5,
    1e300,
    "",
    "\u0000",
    "\ud800",
    "x".repeat(20_001),
    [],
    {},
    [[]],
    [null],
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A value of a schema with one error at any depth. */
export const spoilt = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(value, fc.nat(), wrong, fc.constantFrom("replace", "remove", "add")).map(([whole, at, junk, how]) => {
    const copy = structuredClone(whole);
    const places = placesIn(copy);
    const place = places[at % Math.max(places.length, 1)];
    if (place === undefined) return how === "add" ? { unknown: junk } : junk;
    if (how === "add") place.within["unknown"] = junk;
    else if (how === "remove") delete place.within[place.name];
    else place.within[place.name] = junk;
    return copy;
  });

interface Place {
  readonly within: Record<string, unknown>;
  readonly name: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const within = value as Record<string, unknown>;
  return Object.keys(within).flatMap((name) => [{ within, name }, ...placesIn(within[name])]);
}
