import type { PublishedEvent } from "../../../infra/local/eventbridge/eventbridge.ts";
import { eventItem, parseLink } from "../../../shared/events/stored-events.ts";
import type { RawItem } from "../../../shared/table/table.ts";

/** The salted digest that stands for an erased value. */
const isErasedValue = (value: unknown): boolean => typeof value === "string" && /^sha256:[\w-]{43}$/.test(value);

const hasErased = (value: unknown): boolean =>
  isErasedValue(value) ||
  (typeof value === "object" && value !== null && Object.values(value).some((member) => hasErased(member)));

/** What was published, with the erased values of what is stored. */
export function asErased(published: unknown, stored: unknown): unknown {
  if (isErasedValue(stored)) return stored;
  if (typeof published !== "object" || published === null || typeof stored !== "object" || stored === null)
    return published;
  const like = stored as Readonly<Record<string, unknown>>;
  const inside = Object.entries(published).map(([name, member]) => [name, asErased(member, like[name])] as const);
  return Array.isArray(published) ? inside.map(([, member]) => member) : Object.fromEntries(inside);
}

/** Items with events as they were published, before values in them were erased: by them it is told which mails were due. */
export function beforeErasure(items: readonly RawItem[], published: readonly PublishedEvent[]): RawItem[] {
  const details = published.map(({ detail }) => detail as { metadata: { eventId: string }; data: object });
  // The first publication: a later one may be of the erased event.
  const dataOf = new Map(details.toReversed().map(({ metadata, data }) => [metadata.eventId, data]));
  return items.map((item) => {
    if (item["entity"] !== "event") return item;
    const link = parseLink(item);
    if (!hasErased(link.events)) return item;
    const events = link.events.map((event) => ({
      ...event,
      data: { ...event.data, ...dataOf.get(event.metadata.eventId) },
    }));
    return eventItem({ ...link, events });
  });
}
