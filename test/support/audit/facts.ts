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

interface KnownUser {
  readonly email: string;
  readonly addedAt: string;
  /** When access ended; null where it has not. */
  readonly leftAt: string | null;
}

interface KnownAdmins {
  readonly now: readonly (KnownUser & { readonly isUnchanged: boolean })[];
  readonly ever: readonly string[];
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
  /** Who made the invitation with which an event began; null where that never was a user of the partner. */
  readonly creatorOf: (event: StoredEvent) => KnownUser | null;
  /** The partner's admins: who is one now, and at which addresses there ever was one. */
  readonly adminsOf: (partnerId: string) => KnownAdmins;
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
  const users = new Map<string, KnownUser>([
    ...events
      .filter(({ type }) => type === "PartnerUserRemoved")
      .map(({ metadata, data }): [string, KnownUser] => {
        const { id = "", email = "", addedAt = "" } = (data as UserData).user ?? {};
        return [`${metadata.partnerId ?? ""} ${id}`, { email, addedAt, leftAt: metadata.occurredAt }];
      }),
    ...entities(items, "user").map((item): [string, KnownUser] => [
      `${String(item["partnerId"])} ${String(item["id"])}`,
      storedUser(item),
    ]),
  ]);
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
      const { createdBy } = (invitation ?? {}) as { createdBy?: { id: string } };
      return users.get(`${metadata.partnerId ?? ""} ${createdBy?.id ?? ""}`) ?? null;
    },
    adminsOf: (partnerId) => ({
      now: entities(items, "user")
        .filter((item) => item["partnerId"] === partnerId && item["role"] === "admin")
        .map((item) => ({ ...storedUser(item), isUnchanged: item["version"] === 1 })),
      ever: (byId.get(partnerId) ?? []).flatMap(({ data }) => {
        const { user, role, previousRole } = data as UserData;
        return user !== undefined && (role === "admin" || previousRole === "admin") ? [user.email.toLowerCase()] : [];
      }),
    }),
    stoodDown: ({ metadata }, until) =>
      (byId.get(metadata.partnerId ?? "") ?? []).some(
        (event) => event.metadata.occurredAt <= until && (event.type === "PartnerFrozen" || hasRevoked(event)),
      ),
    claims: new Set(entities(items, "mail").map((item) => `${after(item["PK"], "MAIL#")} ${String(item["SK"])}`)),
  };
}

interface UserData {
  readonly user?: { readonly id: string; readonly email: string; readonly addedAt: string };
  readonly role?: string;
  readonly previousRole?: string | null;
}

const storedUser = (item: RawItem): KnownUser => ({
  ...{ email: String(item["email"]), addedAt: String(item["addedAt"]), leftAt: null },
});

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
