import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { eventSchemas } from "../../../shared/asyncapi/events.ts";
import { publishedForm, type PublishedSchemas } from "../../../shared/asyncapi/published.ts";
import { schemaVersion } from "../../../shared/events/envelope.ts";
import { breakingChanges } from "./schema-changes.ts";

const file = new URL(`../../../shared/events/published/${schemaVersion}.json`, import.meta.url);

/** The schemas that consumers of this version rely on; null for a version that was not published yet. */
export const readPublished = (): PublishedSchemas | null =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PublishedSchemas) : null;

/** The schemas as the code has them. */
export const currentSchemas = (): PublishedSchemas => publishedForm(eventSchemas());

// `npm run events` publishes what was added; for what breaks consumers the version is raised first.
if (import.meta.main) {
  const published = readPublished();
  const breaking = published === null ? [] : breakingChanges(published, currentSchemas());
  if (breaking.length === 0) writeFileSync(file, JSON.stringify(currentSchemas()));
  else {
    console.error([`Raise schemaVersion in shared/events/envelope.ts:`, ...breaking].join("\n  "));
    process.exitCode = 1;
  }
}
