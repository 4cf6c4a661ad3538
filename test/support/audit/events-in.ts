import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { parseEvents } from "../../../shared/events/stored-events.ts";
import { parseCode } from "../../../shared/codes/item.ts";
import { parseDelivery, parseInvitation, parseNotes } from "../../../shared/invitation/items/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";

/** The events in a table. */
export const eventsIn = (items: readonly RawItem[]): StoredEvent[] =>
  items.filter(({ entity }) => entity === "event").flatMap(parseEvents);

/** Items with what is compressed in an invitation's beside it, and its parts as items of their own. */
export const withInvitationsRead = (items: readonly RawItem[]): RawItem[] =>
  items.flatMap((item) => {
    if (item["entity"] !== "invitation") return [item];
    const part = (entity: string, value: object | null): RawItem[] =>
      entity in item && value !== null ? [{ entity, ...value }] : [];
    return [
      { ...item, ...parseInvitation(item) },
      ...part("delivery", parseDelivery(item)),
      ...part("notes", parseNotes(item)),
      ...part("code", parseCode(item)),
    ];
  });

/** Items as they can be read: of events and invitations what is compressed in them, expanded. */
export const readable = (items: readonly RawItem[]): RawItem[] =>
  items.map((item) => {
    if (item["entity"] === "event") return { ...item, payload: parseEvents(item) };
    if (item["entity"] !== "invitation") return item;
    const { state: _, delivery: _d, notes: _n, code: _c, ...shown } = item;
    return shown;
  });
