import * as z from "zod/mini";
import type { DomainEvent, HasEvents } from "./event.ts";
import { following, toStoredEvent, type Cause, type FollowingCause, type StoredEvent } from "./envelope.ts";
import { instant } from "../schema/primitives.ts";
import { everyItem } from "../table/every-item.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { place } from "../table/places.ts";
import type { Table } from "../table/table.ts";
import { isNew, type Write } from "../table/writes.ts";

/** An aggregate is an id, or a part of it: `inv_…/delivery`. Its events are its history and the outbox. */
export const eventKeys = {
  event: (aggregate: string, sequence: number): Key => {
    const [id = "", part = "state"] = aggregate.split("/");
    return { PK: aggregatePartition(id), SK: `EVT#${part}#${String(sequence).padStart(9, "0")}` };
  },
  /** The events of an id and its parts. */
  all: (id: string) => ({ PK: aggregatePartition(id), prefix: "EVT#" }),
};

const storedEventSchema: z.ZodMiniType<StoredEvent> = z.object({
  type: z.string() as unknown as z.ZodMiniType<StoredEvent["type"]>,
  metadata: z.object({
    eventId: z.string(),
    aggregate: z.string(),
    sequence: z.number(),
    schemaVersion: z.string(),
    partnerId: z.nullable(z.string()),
    occurredAt: instant,
    correlationId: z.string(),
    causationId: z.nullable(z.string()),
    actor: z.object({
      kind: z.enum(["partner", "customer", "job", "system", "callback", "operator"]),
      id: z.string(),
      customerId: z.optional(z.string()),
    }),
    sandbox: z.boolean(),
  }),
  data: z.record(z.string(), z.unknown()),
});

/** Reads an event item, from the table or the stream; throws if the item is not one. */
export const parseStoredEvent = (item: unknown): StoredEvent => storedEventSchema.parse(item);

/** One event of an aggregate. */
export const eventPlace = (aggregate: string, sequence: number) =>
  place(eventKeys.event(aggregate, sequence), parseStoredEvent);

/** The write of an event: history and outbox in one item, never touched again. */
export const eventWrite = (event: StoredEvent): Write => ({
  kind: "put",
  item: { ...eventKeys.event(event.metadata.aggregate, event.metadata.sequence), entity: "event", schema: 1, ...event },
  condition: isNew,
});

/** The writes of an aggregate: its new state, stamped with the time of its newest event, and its events. */
export function aggregateWrites(
  before: HasEvents | null,
  given: Cause,
  events: readonly DomainEvent[],
  stateWrite: (cause: FollowingCause) => Write,
): Write[] {
  const cause = following(before, given);
  return [stateWrite(cause), ...events.map((event) => eventWrite(toStoredEvent(event, cause)))];
}

/** When the newest event of a stored aggregate occurred. */
export const eventAt = z.optional(instant);
const hasEventsSchema = z.object({ eventAt });

/** Reads of a stored aggregate when its newest event occurred; throws if the item is none. */
export const parseHasEvents = (item: unknown): HasEvents => hasEventsSchema.parse(item);

/** Every event of an aggregate and its parts, oldest first. */
export async function readHistory(table: Table, id: string): Promise<StoredEvent[]> {
  const items = await everyItem(table, eventKeys.all(id));
  return inOrder(items.map(parseStoredEvent));
}

/** By time, which never falls within an aggregate. In one write an aggregate's own events come before those of its parts. */
const inOrder = (events: readonly StoredEvent[]): StoredEvent[] =>
  events.toSorted(
    ({ metadata: a }, { metadata: b }) =>
      compare(a.occurredAt, b.occurredAt) || compare(a.aggregate, b.aggregate) || a.sequence - b.sequence,
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
