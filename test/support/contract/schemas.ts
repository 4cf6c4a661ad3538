import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { eventSchemas } from "../../../shared/asyncapi/events.ts";
import { personalFields, withoutPersonal } from "../../../shared/asyncapi/personal-fields.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";

/** The schemas of events as the build makes them, closed. */
export const schemasOfEvents = eventSchemas();

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, validateFormats: false });
ajv.addVocabulary(["x-personal", "components"]);
ajv.addSchema({ $id: "events", components: { schemas: schemasOfEvents.named } });
const compiled = new Map<string, ValidateFunction>();

/** The schema of an event's detail, ready to check; null for an event that has none. */
function validatorOf(type: string): ValidateFunction | null {
  const schema = schemasOfEvents.details[type];
  if (schema === undefined) return null;
  const validate =
    compiled.get(type) ??
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"events#/components')) as object);
  compiled.set(type, validate);
  return validate;
}

/** How an event differs from its schema: a member too many counts as one too few does. */
export function schemaFaults({ type, metadata, data }: StoredEvent): string[] {
  const validate = validatorOf(type);
  if (validate === null) return [`${type} has no schema`];
  if (validate({ metadata, data })) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [type, metadata.eventId, instancePath, message, JSON.stringify(params)].join(" "),
  );
}

/** An event as it is told to those who may know nobody. */
export const impersonal = ({ type, metadata, data }: StoredEvent): unknown =>
  withoutPersonal({ metadata, data }, personalFields(schemasOfEvents.details[type] ?? {}, schemasOfEvents.named));

/** Events in which somebody's address is left when all that is marked as personal is gone. */
export const personalLeftIn = (event: StoredEvent): string[] =>
  JSON.stringify(impersonal(event)).includes("@")
    ? [`${event.metadata.eventId} has an address that is not marked`]
    : [];
