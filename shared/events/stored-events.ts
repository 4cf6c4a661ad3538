import * as z from "zod/mini";
import type { DomainEvent, HasEvents } from "./event.ts";
import { eventIdOf, following, toStoredEvent, type Cause, type FollowingCause, type StoredEvent } from "./envelope.ts";
import { saysTheSame } from "../kernel/equality.ts";
import { instant } from "../schema/primitives.ts";
import { compressed, expanded, newestSchema } from "./payload.ts";
import { everyItem } from "../table/every-item.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { place, present } from "../table/places.ts";
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

/** The aggregate of an item, and the sequence of the last of its events. */
function readKey({ PK, SK }: Key): { readonly aggregate: string; readonly sequence: number } {
  const [, part = "", sequence = ""] = SK.split("#");
  const id = PK.slice(PK.indexOf("#") + 1);
  return { aggregate: part === "state" ? id : `${id}/${part}`, sequence: Number(sequence) };
}

const envelope = {
  schemaVersion: z.string(),
  correlationId: z.string(),
  causationId: z.nullable(z.string()),
  actor: z.object({
    kind: z.enum(["partner", "customer", "job", "system", "callback", "operator"]),
    id: z.string(),
    customerId: z.optional(z.string()),
  }),
  sandbox: z.boolean(),
};
const eventType = z.string() as unknown as z.ZodMiniType<StoredEvent["type"]>;
const data = z.record(z.string(), z.unknown());

const publishedSchema: z.ZodMiniType<StoredEvent> = z.object({
  type: eventType,
  metadata: z.object({
    ...envelope,
    eventId: z.string(),
    aggregate: z.string(),
    sequence: z.number(),
    partnerId: z.nullable(z.string()),
    occurredAt: instant,
  }),
  data,
});

/** Reads an event as it was published; throws if it is not one. */
export const parseEvent = (event: unknown): StoredEvent => publishedSchema.parse(event);

/** What can be read of an item without expanding it. */
const itemSchema = z.object({
  PK: z.string(),
  SK: z.string(),
  schema: z.number(),
  types: z.array(eventType),
  partnerId: z.nullable(z.string()),
  occurredAt: instant,
  payload: z.custom<Uint8Array | string>(),
});
const payloadSchema = z.object({
  ...envelope,
  events: z.array(z.object({ actor: z.optional(envelope.actor), data })),
});

/** Reads the events of an item, from the table or the stream, in their order; throws if the item has none. */
export function parseEvents(item: unknown): StoredEvent[] {
  const { schema, types, partnerId, occurredAt, payload, ...key } = itemSchema.parse(item);
  const { aggregate, sequence: last } = readKey(key);
  const { events, ...shared } = payloadSchema.parse(expanded(payload, schema));
  if (events.length !== types.length) throw new Error("The payload has other events than the item says.");
  return types.map((type, at) => {
    const { actor = shared.actor, data } = events[at]!;
    const sequence = last - types.length + 1 + at;
    const eventId = eventIdOf(aggregate, sequence);
    return { type, metadata: { ...shared, actor, eventId, aggregate, sequence, partnerId, occurredAt }, data };
  });
}

/** The last event that one write left of an aggregate. */
export const eventPlace = (aggregate: string, sequence: number) =>
  place(eventKeys.event(aggregate, sequence), (item) => parseEvents(item).at(-1)!);

/** All events that one write left of an aggregate, by the sequence of the last; throws if there are none. */
export const readEvents = (table: Pick<Table, "read">, aggregate: string, sequence: number): Promise<StoredEvent[]> =>
  table.read(present(place(eventKeys.event(aggregate, sequence), parseEvents)));

/** The write of the events that one transaction leaves of an aggregate: history and outbox in one item, never touched again. */
export const eventWrites = ([first, ...others]: readonly StoredEvent[]): Write[] =>
  first === undefined ? [] : [{ kind: "put", item: eventItem(first, ...others), condition: isNew }];

/** The writes of an aggregate: its new state, stamped with the time of its newest event, and its events. */
export function aggregateWrites(
  before: HasEvents | null,
  given: Cause,
  events: readonly DomainEvent[],
  stateWrite: (cause: FollowingCause) => Write,
): Write[] {
  const cause = following(before, given);
  return [stateWrite(cause), ...eventWrites(events.map((event) => toStoredEvent(event, cause)))];
}

/** Events of one aggregate that follow one another, as stored. */
export function eventItem(first: StoredEvent, ...others: readonly StoredEvent[]) {
  const { aggregate, sequence, partnerId, occurredAt, schemaVersion, correlationId, causationId, actor, sandbox } =
    first.metadata;
  const events = [first, ...others];
  return {
    ...eventKeys.event(aggregate, sequence + others.length),
    entity: "event",
    schema: newestSchema,
    types: events.map(({ type }) => type),
    partnerId,
    occurredAt,
    payload: compressed({
      ...{ correlationId, causationId, schemaVersion, sandbox, actor },
      events: events.map(({ metadata, data }) =>
        saysTheSame(metadata.actor, actor) ? { data } : { actor: metadata.actor, data },
      ),
    }),
  };
}

/** When the newest event of a stored aggregate occurred. */
export const eventAt = z.optional(instant);
const hasEventsSchema = z.object({ eventAt });

/** Reads of a stored aggregate when its newest event occurred; throws if the item is none. */
export const parseHasEvents = (item: unknown): HasEvents => hasEventsSchema.parse(item);

/** Every event of an aggregate and its parts, oldest first. */
export async function readHistory(table: Table, id: string): Promise<StoredEvent[]> {
  const items = await everyItem(table, eventKeys.all(id));
  return inOrder(items.flatMap(parseEvents));
}

/** By time, which never falls within an aggregate. In one write an aggregate's own events come before those of its parts. */
const inOrder = (events: readonly StoredEvent[]): StoredEvent[] =>
  events.toSorted(
    ({ metadata: a }, { metadata: b }) =>
      compare(a.occurredAt, b.occurredAt) || compare(a.aggregate, b.aggregate) || a.sequence - b.sequence,
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
