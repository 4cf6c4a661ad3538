import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { eventsIn } from "./events-in.ts";
import { baseOf, saidBy } from "./said.ts";

interface KnownAdministrator {
  readonly email: string;
  readonly since: string;
}

/** Something that held from one instant on, up to another, which is null where it still holds. */
export interface Span<Value> {
  readonly value: Value;
  readonly from: string;
  readonly to: string | null;
}

interface KnownUser {
  readonly id: string;
  readonly email: string;
  /** Its roles, one after another; it is a user in any of them. */
  readonly roles: readonly Span<string>[];
}

interface KnownRelationship {
  readonly partnerId: string;
  readonly customerId: string;
  readonly invitationId: string;
  readonly life: Span<true>;
}

/** Whether something held all the time between two instants. */
export const heldThroughout = ({ from, to }: Span<unknown>, begin: string, end: string): boolean =>
  from <= begin && (to === null || to > end);
/** Whether it held at some time between them. */
export const heldSometime = ({ from, to }: Span<unknown>, begin: string, end: string): boolean =>
  from <= end && (to === null || to >= begin);

/** What a whole table says, read without the product's own parsers. */
export interface Facts {
  readonly events: readonly StoredEvent[];
  /** Events of an id and its parts. */
  readonly eventsOf: (id: string) => readonly StoredEvent[];
  /** The confirmed addresses for a partner's notices, in lower case, as they were one after another. */
  readonly notificationsOf: (partnerId: string) => readonly Span<readonly string[]>[];
  readonly usersOf: (partnerId: string) => readonly KnownUser[];
  readonly relationshipsOf: (customerId: string) => readonly KnownRelationship[];
  readonly administratorsOf: (customerId: string) => readonly KnownAdministrator[];
  /** The address that signs in under a pseudonym; null where it administers nothing. */
  readonly signerAt: (pseudonym: string) => string | null;
  readonly addressAt: (pseudonym: string) => RawItem | undefined;
  /** What stopped mail to an address until the operator lifted it. */
  readonly suppressionsOf: (pseudonym: string) => readonly Span<"bounce" | "complaint">[];
  /** The id of who made an invitation or opened a support request; null where the invitation is not known. */
  readonly creatorOf: (invitationId: string) => string | null;
  /** Whether the event's partner was frozen, or had taken its links back, at some time up to `until`. */
  readonly stoodDown: (event: StoredEvent, until: string) => boolean;
  /** Mails that are marked as done with, as `event kind#address`. */
  readonly claims: ReadonlySet<string>;
}

const entities = (items: readonly RawItem[], entity: string): RawItem[] =>
  items.filter((item) => item["entity"] === entity);
const after = (text: unknown, mark: string): string => {
  const message = String(text);
  return message.slice(message.indexOf(mark) + mark.length);
};
/** Reads a whole table once. */
export function factsOf(items: readonly RawItem[]): Facts {
  const events = eventsIn(items);
  const byId = Map.groupBy(events, baseOf);
  const invitations = new Map(entities(items, "invitation").map((item) => [String(item["id"]), item]));
  const customers = new Map(entities(items, "customer").map((item) => [String(item["id"]), item]));
  const administered = new Map(
    items.filter((item) => item["SK"] === "CUSTOMERS").map((item) => [after(item["PK"], "ADR#"), item["email"]]),
  );
  const addresses = new Map(entities(items, "address").map((item) => [after(item["PK"], "ADR#"), item]));
  const lifted = liftedIn(entities(items, "suppression-lift"));
  const relationships = events.filter(({ type }) => type === "RelationshipEstablished").map(relationshipFrom(byId));
  return {
    events,
    eventsOf: (id) => byId.get(id) ?? [],
    notificationsOf: (partnerId) => notificationsFrom(byId.get(partnerId) ?? []),
    usersOf: (partnerId) => usersFrom(byId.get(partnerId) ?? []),
    relationshipsOf: (customerId) => relationships.filter((one) => one.customerId === customerId),
    administratorsOf: (customerId) =>
      (customers.get(customerId)?.["administrators"] ?? []) as readonly KnownAdministrator[],
    signerAt: (pseudonym) => {
      const email = administered.get(pseudonym);
      return typeof email === "string" ? email : null;
    },
    addressAt: (pseudonym) => addresses.get(pseudonym),
    suppressionsOf: (pseudonym) => lifted.get(pseudonym) ?? [],
    creatorOf: (invitationId) => {
      const { createdBy } = (invitations.get(invitationId) ?? {}) as { createdBy?: { id: string } };
      const [opened] = invitationId.startsWith("sup_") ? (byId.get(invitationId) ?? []) : [];
      return createdBy?.id ?? (opened === undefined ? null : (saidBy(opened).request?.openedBy ?? null));
    },
    stoodDown: ({ metadata }, until) =>
      (byId.get(metadata.partnerId ?? "") ?? []).some(
        (event) => event.metadata.occurredAt <= until && (event.type === "PartnerFrozen" || hasRevoked(event)),
      ),
    claims: new Set(entities(items, "mail").map((item) => `${after(item["PK"], "MAIL#")} ${String(item["SK"])}`)),
  };
}

/** What each lift ended, by the pseudonym of the address. */
function liftedIn(lifts: readonly RawItem[]): Map<string, Span<"bounce" | "complaint">[]> {
  const spans = lifts.flatMap((item) =>
    (item["lifted"] as { reason: "bounce" | "complaint"; at: string }[]).map(({ reason, at }) => ({
      pseudonym: after(item["PK"], "ADR#"),
      span: { value: reason, from: at, to: String(item["at"]) },
    })),
  );
  const byAddress = Map.groupBy(spans, ({ pseudonym }) => pseudonym);
  return new Map([...byAddress].map(([pseudonym, found]) => [pseudonym, found.map(({ span }) => span)]));
}

const inTurn = (events: readonly StoredEvent[]): StoredEvent[] =>
  events.toSorted((a, b) => a.metadata.sequence - b.metadata.sequence);

/** What each event of an aggregate said, for as long as it was the last; null said that it held no more. */
const spansOf = <Value>(
  events: readonly StoredEvent[],
  valueOf: (event: StoredEvent) => Value | null,
): Span<Value>[] => {
  const turns = inTurn(events);
  return turns.flatMap((event, at) => {
    const value = valueOf(event);
    const span = { from: event.metadata.occurredAt, to: turns[at + 1]?.metadata.occurredAt ?? null };
    return value === null ? [] : [{ value, ...span }];
  });
};

/** Everybody who ever was a user, by the partner's events. */
function usersFrom(events: readonly StoredEvent[]): KnownUser[] {
  const ofUsers = events.filter(({ type }) => type.startsWith("PartnerUser"));
  return [...Map.groupBy(ofUsers, ({ metadata }) => metadata.aggregate).values()].map((ofUser) => {
    const { id = "", email = "" } = saidBy(ofUser[0]!).user ?? {};
    const roles = spansOf(ofUser, (event) =>
      event.type === "PartnerUserRemoved" ? null : (saidBy(event).role ?? null),
    );
    return { id, email: email.toLowerCase(), roles };
  });
}

/** The addresses for notices, by the events of the partner's own state. */
const notificationsFrom = (events: readonly StoredEvent[]): Span<readonly string[]>[] =>
  spansOf(
    events.filter(({ metadata }) => !metadata.aggregate.includes("/")),
    (event) => (saidBy(event).partner?.notifications ?? []).map((email) => email.toLowerCase()),
  );

const relationshipFrom =
  (byId: ReadonlyMap<string, readonly StoredEvent[]>) =>
  (event: StoredEvent): KnownRelationship => {
    const { metadata } = event;
    const end = (byId.get(metadata.aggregate) ?? []).find(({ type }) => type === "RelationshipTerminated");
    return {
      partnerId: metadata.partnerId ?? "",
      customerId: saidBy(event).relationship?.customerId ?? "",
      invitationId: saidBy(event).invitationId ?? "",
      life: { value: true, from: metadata.occurredAt, to: end?.metadata.occurredAt ?? null },
    };
  };

const hasRevoked = (event: StoredEvent): boolean => saidBy(event).previous?.linkEpoch !== undefined;
