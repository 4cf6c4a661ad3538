import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { RawItem } from "../../../shared/store/table.ts";

interface KnownAdministrator {
  readonly email: string;
  readonly since: string;
}

interface KnownPartner {
  readonly notifications: readonly string[];
  /** Every address that was ever named for notices, in lower case. */
  readonly everNotified: readonly string[];
  readonly changedAt: string;
}

/** What a whole table says, read without the product's own parsers. */
export interface Facts {
  readonly events: readonly StoredEvent[];
  /** Events of an id and its parts. */
  readonly eventsOf: (id: string) => readonly StoredEvent[];
  readonly partnerOf: (id: string) => KnownPartner;
  readonly administratorsOf: (customerId: string) => readonly KnownAdministrator[];
  /** The address that signs in under a pseudonym; null where it administers nothing. */
  readonly signerAt: (pseudonym: string) => string | null;
  readonly addressAt: (pseudonym: string) => RawItem | undefined;
  /** Who made the invitation with which an event began; null where there is none. */
  readonly creatorOf: (event: StoredEvent) => string | null;
  /** Whether the event's partner was frozen, or had taken its links back, at some time up to `until`. */
  readonly stoodDown: (event: StoredEvent, until: string) => boolean;
  /** Mails that are marked as done with, as `event kind#address`. */
  readonly claims: ReadonlySet<string>;
}

const entities = (items: readonly RawItem[], entity: string): RawItem[] =>
  items.filter((item) => item["entity"] === entity);
const after = (text: unknown, mark: string): string => {
  const said = String(text);
  return said.slice(said.indexOf(mark) + mark.length);
};
const nothing: KnownPartner = { notifications: [], everNotified: [], changedAt: "" };

/** Reads a whole table once. */
export function factsOf(items: readonly RawItem[]): Facts {
  const events = entities(items, "event") as unknown as StoredEvent[];
  const byId = Map.groupBy(events, ({ metadata }) => metadata.aggregate.split("/")[0] ?? "");
  const invitations = new Map(entities(items, "invitation").map((item) => [String(item["id"]), item]));
  const customers = new Map(entities(items, "customer").map((item) => [String(item["id"]), item]));
  const administered = new Map(
    items.filter((item) => item["SK"] === "CUSTOMERS").map((item) => [after(item["PK"], "ADR#"), item["email"]]),
  );
  const addresses = new Map(entities(items, "address").map((item) => [after(item["PK"], "ADR#"), item]));
  const partners = new Map(
    entities(items, "partner").map((item) => [
      String(item["id"]),
      partnerFrom(item, byId.get(String(item["id"])) ?? []),
    ]),
  );
  return {
    events,
    eventsOf: (id) => byId.get(id) ?? [],
    partnerOf: (id) => partners.get(id) ?? nothing,
    administratorsOf: (customerId) =>
      (customers.get(customerId)?.["administrators"] ?? []) as readonly KnownAdministrator[],
    signerAt: (pseudonym) => {
      const email = administered.get(pseudonym);
      return typeof email === "string" ? email : null;
    },
    addressAt: (pseudonym) => addresses.get(pseudonym),
    creatorOf: ({ metadata, data }) => {
      const { relationship } = data as { relationship?: { invitationId?: string } };
      const [id = ""] = metadata.aggregate.split("/");
      const invitation = invitations.get(id.startsWith("inv_") ? id : (relationship?.invitationId ?? ""));
      const { createdBy } = (invitation ?? {}) as { createdBy?: { email: string } };
      return createdBy?.email ?? null;
    },
    stoodDown: ({ metadata }, until) =>
      (byId.get(metadata.partnerId ?? "") ?? []).some(
        (event) => event.metadata.occurredAt <= until && (event.type === "PartnerFrozen" || hasRevoked(event)),
      ),
    claims: new Set(entities(items, "mail").map((item) => `${after(item["PK"], "MAIL#")} ${String(item["SK"])}`)),
  };
}

const hasRevoked = ({ data }: StoredEvent): boolean => {
  const { previous } = data as { previous?: { linkEpoch?: number } };
  return previous?.linkEpoch !== undefined;
};

function partnerFrom(item: RawItem, events: readonly StoredEvent[]): KnownPartner {
  const namedBy = ({ data }: StoredEvent): readonly string[] =>
    (data as { partner?: { notifications?: readonly string[] } }).partner?.notifications ?? [];
  return {
    notifications: (item["notifications"] ?? []) as readonly string[],
    everNotified: events.flatMap(namedBy).map((email) => email.toLowerCase()),
    changedAt:
      events
        .map(({ metadata }) => metadata.occurredAt)
        .toSorted()
        .at(-1) ?? "",
  };
}
