import { allEvents, type EventType } from "../events/all.ts";
import { eventMetadata } from "../openapi/event-metadata.ts";
import { SchemaWriter, type JsonSchema } from "../openapi/json-schema.ts";
import type { EventDescription } from "./description.ts";
import * as z from "zod/mini";

/** Every event that passes the bus, with its name. */
export const eventDescriptions = Object.entries<EventDescription>(allEvents).map(([type, event]) => ({
  type: type as EventType,
  ...event,
}));

/** One of them. */
export type NamedEvent = (typeof eventDescriptions)[number];

/** Schemas of events, and what they refer to by name. */
export interface EventSchemas {
  /** Of each event's `detail` (event contract), by the event's name. */
  readonly details: Readonly<Record<string, JsonSchema>>;
  /** What stands at `#/components/schemas/`. */
  readonly named: Readonly<Record<string, JsonSchema>>;
}

/** The JSON Schemas of all events, closed: an undocumented member matches none of them. */
export function eventSchemas(): EventSchemas {
  const schemas = new SchemaWriter();
  const details = Object.fromEntries(
    eventDescriptions.map(({ type, data }) => [
      type,
      schemas.write(z.strictObject({ metadata: eventMetadata, data }), "output"),
    ]),
  );
  return { details, named: schemas.named };
}
