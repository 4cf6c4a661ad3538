import type { EventSchemas } from "./events.ts";
import { bare } from "./schema-forms.ts";

/** What consumers of one version of the schemas rely on: schemas of each event's detail and what they refer to. */
export interface PublishedSchemas {
  readonly events: EventSchemas["details"];
  readonly schemas: EventSchemas["named"];
}

/** The schemas as they are kept, to hold later ones against. */
export const publishedForm = ({ details, named }: EventSchemas): PublishedSchemas => ({
  events: everyBare(details),
  schemas: everyBare(named),
});

const everyBare = (schemas: EventSchemas["named"]): EventSchemas["named"] =>
  Object.fromEntries(
    Object.entries(schemas)
      .map(([name, schema]) => [name, bare(schema)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
