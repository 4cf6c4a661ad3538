import { eventSource } from "../names.ts";
import type { JsonSchema } from "../openapi/json-schema.ts";
import { eventDescriptions, type EventSchemas } from "./events.ts";
import { inDraft4 } from "./schema-forms.ts";

/** One schema of the EventBridge schema registry. */
export interface RegistrySchema {
  /** `<source>@<detail-type>`, as EventBridge itself names what it discovers. */
  readonly name: string;
  readonly description: string;
  /** The event as a rule's target gets it, in JSON Schema draft 4. */
  readonly content: JsonSchema;
}

const text = { type: "string" } as const;

/** What EventBridge puts around every event ("Events" in its user guide). */
const surroundings = {
  version: text,
  id: text,
  account: text,
  time: { type: "string", format: "date-time" },
  region: text,
  resources: { type: "array", items: text },
} as const;

/** Every event for the schema registry. */
export const registrySchemas = (schemas: EventSchemas): RegistrySchema[] =>
  eventDescriptions.map(({ type, summary }) => {
    const detail = schemas.details[type] ?? {};
    const properties = {
      ...surroundings,
      source: { enum: [eventSource] },
      "detail-type": { enum: [type] },
      detail: inDraft4(detail),
    };
    const definitions = Object.fromEntries(
      namesUsedBy(detail, schemas.named).map((name) => [name, inDraft4(schemas.named[name] ?? {})]),
    );
    return {
      name: `${eventSource}@${type}`,
      description: summary,
      content: {
        $schema: "http://json-schema.org/draft-04/schema#",
        title: type,
        description: summary,
        type: "object",
        required: Object.keys(properties),
        properties,
        definitions,
      },
    };
  });

/** The named schemas that a schema needs, and those that they need. */
function namesUsedBy(schema: JsonSchema, named: EventSchemas["named"]): string[] {
  const found = new Set<string>();
  const look = (part: JsonSchema): void => {
    for (const [, name = ""] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      look(named[name] ?? {});
    }
  };
  look(schema);
  return [...found].toSorted();
}
