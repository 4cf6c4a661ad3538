import type { EventType } from "../events/event.ts";
import { eventMetadata } from "../openapi/event-metadata.ts";
import { SchemaWriter, type JsonSchema } from "../openapi/json-schema.ts";
import { customerEvents } from "../customer/events.ts";
import type { EventDescription, EventDescriptions } from "./description.ts";
import { deliveryEvents, invitationEvents } from "../invitation/events.ts";
import { partnerEvents } from "../partner/events.ts";
import { relationshipEvents } from "../relationship/events.ts";
import * as z from "zod/mini";

const described: EventDescriptions<EventType> = {
  ...invitationEvents,
  ...deliveryEvents,
  ...relationshipEvents,
  ...customerEvents,
  ...partnerEvents,
};

/** Every event that passes the bus. */
export const eventDescriptions: readonly EventDescription[] = Object.values(described);

/** Schemas of events, and what they refer to by name. */
export interface EventSchemas {
  /** Of each event's `detail` (event contract), by the event's name. */
  readonly details: Readonly<Record<string, JsonSchema>>;
  /** What stands at `#/components/schemas/`. */
  readonly named: Readonly<Record<string, JsonSchema>>;
}

/** The JSON Schemas of all events, closed: a member that is not told fits none of them. */
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
