import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { parseEvents } from "../../../shared/events/stored-events.ts";
import type { RawItem } from "../../../shared/table/table.ts";

/** The events in a table. */
export const eventsIn = (items: readonly RawItem[]): StoredEvent[] =>
  items.filter(({ entity }) => entity === "event").flatMap(parseEvents);

/** Items as they can be read: what is compressed in them, expanded. */
export const readable = (items: readonly RawItem[]): RawItem[] =>
  items.map((item) => (item["entity"] === "event" ? { ...item, payload: parseEvents(item) } : item));
