import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { eventSchemas } from "../../../shared/asyncapi/events.ts";
import { personalFields } from "../../../shared/asyncapi/personal-fields.ts";
import { publishedForm, type PublishedSchemas } from "../../../shared/asyncapi/published.ts";
import { schemaVersion } from "../../../shared/events/envelope.ts";
import { breakingChanges } from "./schema-changes.ts";

const file = new URL(`../../../shared/events/published/${schemaVersion}.json`, import.meta.url);

const marksFile = new URL("../../../shared/events/personal-fields.json", import.meta.url);

/** The schemas that consumers of this version rely on; null for a version that was not published yet. */
export const readPublished = (): PublishedSchemas | null =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PublishedSchemas) : null;

/** The schemas as the code has them. */
export const currentSchemas = (): PublishedSchemas => publishedForm(eventSchemas());

/** Members of events' data that hold personal data, of any event: what digests of events hide. */
export function personalMarks(): object {
  const { details, named } = eventSchemas();
  const marks: Marks = {};
  for (const field of Object.values(details).flatMap((schema) => personalFields(schema, named))) {
    const [, , ...names] = field.split("/");
    const last = names.pop() ?? "";
    let at = marks;
    for (const name of names) at = (at[name] ??= {}) as Marks;
    at[last] = true;
  }
  return marks;
}
interface Marks {
  [member: string]: Marks | true;
}

// `npm run events` publishes what was added; for what breaks consumers the version is raised first.
if (import.meta.main) {
  const published = readPublished();
  const breaking = published === null ? [] : breakingChanges(published, currentSchemas());
  if (breaking.length === 0) {
    writeFileSync(file, JSON.stringify(currentSchemas()));
    writeFileSync(marksFile, JSON.stringify(personalMarks()));
  } else {
    console.error([`Raise schemaVersion in shared/events/envelope.ts:`, ...breaking].join("\n  "));
    process.exitCode = 1;
  }
}
