import * as z from "zod/mini";
import { chainDigest, newSalt, type EventDigest, type Salts } from "./chain.ts";
import type { DomainEvent, HasEvents } from "./event.ts";
import { eventIdOf, following, toStoredEvent, type Cause, type StoredEvent } from "./envelope.ts";
import { saysTheSame } from "../kernel/equality.ts";
import type { Instant } from "../kernel/time.ts";
import { instant } from "../schema/primitives.ts";
import { hasEvents } from "../schema/values.ts";
import { everyItem } from "../table/every-item.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { packed, unpacked, type Packed } from "../table/packed.ts";
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
  /** The events of one part of an id. */
  ofPart: (id: string, part: string) => ({ PK: aggregatePartition(id), prefix: `EVT#${part}#` }),
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
  types: z.array(eventType),
  partnerId: z.nullable(z.string()),
  occurredAt: instant,
  payload: z.custom<Packed>(),
});
const payloadSchema = z.object({
  ...envelope,
  /** The digest of the event before; absent for the first of an aggregate. */
  previous: z.optional(z.string()),
  salt: z.optional(z.string()),
  salts: z.optional(z.record(z.string(), z.string())),
  events: z.array(
    z.object({
      actor: z.optional(envelope.actor),
      /** An event of a part, which has a sequence of its own, in the item of the whole. */
      part: z.optional(z.string()),
      sequence: z.optional(z.number()),
      data,
    }),
  ),
});

/** Reads the events of an item, from the table or the stream, in their order; throws if the item has none. */
export const parseEvents = (item: unknown): readonly StoredEvent[] => parseLink(item).events;

/** The events of an item, the digest that they follow, and what their own digest is made with. */
export interface Link {
  readonly events: readonly StoredEvent[];
  readonly previous: EventDigest | null;
  readonly salts: Salts;
}

/** Reads an item of events as a link of its aggregate's chain; throws if the item has none. */
export function parseLink(item: unknown): Link {
  const { types, partnerId, occurredAt, payload, ...key } = itemSchema.parse(item);
  const { aggregate: whole, sequence: last } = readKey(key);
  const beside = besideOf(whole, partnerId, occurredAt);
  const { events, previous = null, salt, salts = {}, ...shared } = payloadSchema.parse(unpacked(payload, beside));
  if (events.length !== types.length) throw new Error("The payload has other events than the item says.");
  let next = last - events.filter(({ part }) => part === undefined).length;
  const read = types.map((type, at) => {
    const { actor = shared.actor, part, data, ...own } = events[at]!;
    const aggregate = part === undefined ? whole : `${whole}/${part}`;
    const sequence = own.sequence ?? ++next;
    const eventId = eventIdOf(aggregate, sequence);
    return { type, metadata: { ...shared, actor, eventId, aggregate, sequence, partnerId, occurredAt }, data };
  });
  return { events: read, previous, salts: salt === undefined ? { salts } : { salt } };
}

const besideOf = (aggregate: string, partnerId: string | null, occurredAt: Instant): string[] => [
  occurredAt,
  partnerId ?? "",
  aggregate,
];

/** The last event that one write left of an aggregate. */
export const eventPlace = (aggregate: string, sequence: number) =>
  place(eventKeys.event(aggregate, sequence), (item) =>
    parseEvents(item).findLast(({ metadata }) => metadata.aggregate === aggregate)!,
  );

/** All events that one write left of an aggregate, by the sequence of the last; throws if there are none. */
export const readEvents = (
  table: Pick<Table, "read">,
  aggregate: string,
  sequence: number,
): Promise<readonly StoredEvent[]> => table.read(present(place(eventKeys.event(aggregate, sequence), parseEvents)));

/** What the state of an aggregate keeps of the events that are written with it. */
export type NewestEvent = Required<HasEvents>;

/** The writes of an aggregate: its new state, stamped with its newest event, and its events. */
export function aggregateWrites(
  before: HasEvents | null,
  given: Cause,
  events: readonly DomainEvent[],
  stateWrite: (newest: NewestEvent) => Write,
): Write[] {
  const cause = following(before, given);
  return chainedWrites(
    before,
    events.map((event) => toStoredEvent(event, cause)),
    stateWrite,
  );
}

/**
 * The same of events that have their causes: history and outbox in one item, which follows the newest event before by its
 * digest and is never touched again but for an erasure.
 */
export function chainedWrites(
  before: HasEvents | null,
  [first, ...others]: readonly StoredEvent[],
  stateWrite: (newest: NewestEvent) => Write,
): Write[] {
  if (first === undefined) throw new Error("An aggregate changes with an event only.");
  const salt = newSalt();
  const previous = before?.eventDigest ?? null;
  const events = [first, ...others] as const;
  const newest = { eventAt: first.metadata.occurredAt, eventDigest: chainDigest(previous, events, { salt }) };
  return [
    stateWrite(newest),
    { kind: "put", item: eventItem({ events, previous, salts: { salt } }), condition: isNew },
  ];
}

/** Events of one aggregate that follow one another, as stored; among them may be some of its parts, all of one cause. */
export function eventItem({ events, previous, salts }: Link) {
  const [first] = events;
  if (first === undefined) throw new Error("There are no events to store.");
  const { aggregate, partnerId, occurredAt, schemaVersion, correlationId, causationId, actor, sandbox } =
    first.metadata;
  const last = events.findLast(({ metadata }) => metadata.aggregate === aggregate)!.metadata.sequence;
  return {
    ...eventKeys.event(aggregate, last),
    entity: "event",
    schema: 1,
    types: events.map(({ type }) => type),
    partnerId,
    occurredAt,
    payload: packed(
      {
        correlationId,
        causationId,
        schemaVersion,
        sandbox,
        actor,
        ...(previous !== null && { previous }),
        ...salts,
        events: events.map(({ metadata, data }) => ({
          ...(!saysTheSame(metadata.actor, actor) && { actor: metadata.actor }),
          ...(metadata.aggregate !== aggregate && {
            part: metadata.aggregate.slice(aggregate.length + 1),
            sequence: metadata.sequence,
          }),
          data,
        })),
      },
      besideOf(aggregate, partnerId, occurredAt),
    ),
  };
}

const hasEventsSchema = z.object(hasEvents);

/** Reads of a stored aggregate what it keeps of its newest event; throws if the item is none. */
export const parseHasEvents = (item: unknown): HasEvents => hasEventsSchema.parse(item);

/** Every event of an aggregate and its parts, oldest first. */
export async function readHistory(table: Table, id: string): Promise<StoredEvent[]> {
  const items = await everyItem(table, eventKeys.all(id));
  return inOrder(items.flatMap(parseEvents));
}

/** Every event of one part of an aggregate, oldest first. */
export const readPartHistory = async (table: Table, id: string, part: string): Promise<StoredEvent[]> =>
  inOrder((await everyItem(table, eventKeys.ofPart(id, part))).flatMap(parseEvents));

/** By time, which never falls within an aggregate. In one write an aggregate's own events come before those of its parts. */
export const inOrder = (events: readonly StoredEvent[]): StoredEvent[] =>
  events.toSorted(
    ({ metadata: a }, { metadata: b }) =>
      compare(a.occurredAt, b.occurredAt) || compare(a.aggregate, b.aggregate) || a.sequence - b.sequence,
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
