import type { Actor, DomainEvent } from "../events/event.ts";
import { addDays, type Instant } from "../kernel/time.ts";
import { following, toStoredEvent, type StoredEvent } from "../events/envelope.ts";

/** Ids of what the examples are about. */
export const exampleIds = {
  partner: "ptn_01JD0000000000000000000002",
  relationship: "rel_01JD0000000000000000000003",
  customer: "cus_01JD0000000000000000000004",
} as const;

/** A number of days after the examples begin. */
export const exampleDay = (day: number): Instant => addDays("2026-11-22T09:00:00.000Z", day);

/** Who acts in the examples. */
export const exampleActors = {
  operator: { kind: "operator", id: "3f8c1d52-7a0e-4c36-9b8f-0d2f6f1c9a11" },
  partner: { kind: "partner", id: "b2a4f0c6-5d1b-4f7e-8a39-6c0e7d5b2f22" },
  customer: {
    kind: "customer",
    id: "adr_7K3M9QXTB2V5N8RWD4H6J1CZ0P",
    customerId: exampleIds.customer,
  },
  sweep: { kind: "job", id: "sweep-due" },
  system: { kind: "system", id: "rapport" },
  ses: { kind: "system", id: "ses" },
} as const satisfies Readonly<Record<string, Actor>>;

/** Puts events of the domain into the envelope that they had if this actor had made them happen on this day. */
export const happened = (
  who: keyof typeof exampleActors,
  day: number,
  events: readonly DomainEvent[],
): readonly StoredEvent[] =>
  events.map((event) =>
    toStoredEvent(
      event,
      following(null, {
        // A customer's own events and those of an address are about no partner.
        partnerId: /^(cus|adr)_\w+($|\/(?!ptn_))/.test(event.aggregate) ? "" : exampleIds.partner,
        actor: exampleActors[who],
        now: exampleDay(day),
        correlationId: `example-${event.aggregate.slice(-1)}-${event.sequence}`,
        causationId: null,
      }),
    ),
  );
