import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runGenerator } from "./run-generator.ts";

/** One schema for EventBridge's schema registry. */
export interface EventSchema {
  /** `<source>@<detail-type>`. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema, draft 4. */
  readonly content: object;
}

/** What is said of events. */
export interface EventDocuments {
  /** The AsyncAPI document. */
  readonly document: object;
  readonly registry: readonly EventSchema[];
}

const generators = fileURLToPath(new URL("../../shared/asyncapi", import.meta.url));

/** Makes the documents of the project's events. */
export const buildEventDocuments = (): Promise<EventDocuments> =>
  runGenerator(`export { document, registry } from "./generated.ts";`, generators);

/** The file beside the bundles in which the build leaves what the stack publishes. */
export const eventSchemasFile = "event-schemas.json";

/** Reads what the build left among the bundles. */
export const readEventSchemas = (codeRoot: string): readonly EventSchema[] =>
  JSON.parse(readFileSync(join(codeRoot, eventSchemasFile), "utf8")) as EventSchema[];
