import type { EventData, EventType } from "./all.ts";
import type { Actor, DomainEvent, HasEvents } from "./event.ts";
import type { Instant } from "../kernel/time.ts";

/** Version of the events' schemas; raised by a change that a consumer could notice. */
export const schemaVersion = "1.0";

/** What surrounds an event's data (event contract). */
export interface EventMetadata {
  /** `<aggregate>:<sequence>`: derived, so that a retry repeats it. */
  readonly eventId: string;
  readonly aggregate: string;
  readonly sequence: number;
  readonly schemaVersion: string;
  /** Null where it is about no partner: a customer's own events, and those of an address. */
  readonly partnerId: string | null;
  readonly occurredAt: Instant;
  readonly correlationId: string;
  /** The event that led to this one, if one did. */
  readonly causationId: string | null;
  readonly actor: Actor;
  readonly sandbox: boolean;
}

/** An event as stored and published. */
export interface StoredEvent {
  readonly type: EventType;
  readonly metadata: EventMetadata;
  readonly data: DomainEvent["data"];
}

/** The data of an event of one of these types. Throws for any other event. */
export function dataOf<Type extends EventType>(event: StoredEvent | undefined, ...types: Type[]): EventData[Type] {
  if (event && types.some((type) => type === event.type)) return event.data as EventData[Type];
  throw new Error(`The event ${event?.metadata.eventId} is no ${types.join(" or ")}.`);
}

/** Who caused what happens now, when, and by which request. */
export interface Cause {
  /** Empty where no partner is concerned. */
  readonly partnerId: string;
  readonly actor: Actor;
  readonly now: Instant;
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** The id of an event. */
export const eventIdOf = (aggregate: string, sequence: number): string => `${aggregate}:${sequence}`;

declare const follows: unique symbol;

/** A cause whose time does not lie before the aggregate's last event. */
export type FollowingCause = Cause & { readonly [follows]: true };

/**
 * The cause of what follows in an aggregate, at the earliest when its last event occurred: the clocks of two functions
 * differ, and who read the clock first may write last. The state keeps this time as its `eventAt`.
 */
export const following = (before: HasEvents | null, cause: Cause): FollowingCause =>
  ({
    ...cause,
    now: before?.eventAt !== undefined && before.eventAt > cause.now ? before.eventAt : cause.now,
  }) as FollowingCause;

/** Puts an event of the domain into its envelope. */
export const toStoredEvent = (
  { type, aggregate, sequence, sandbox, data }: DomainEvent,
  cause: FollowingCause,
): StoredEvent => ({
  type,
  metadata: {
    eventId: eventIdOf(aggregate, sequence),
    aggregate,
    sequence,
    schemaVersion,
    partnerId: cause.partnerId === "" ? null : cause.partnerId,
    occurredAt: cause.now,
    correlationId: cause.correlationId,
    causationId: cause.causationId,
    actor: cause.actor,
    sandbox,
  },
  data,
});
