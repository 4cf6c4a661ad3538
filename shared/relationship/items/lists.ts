import * as z from "zod/mini";
import { customerPlace } from "../../customer/items/item.ts";
import type { StoredEvent } from "../../events/envelope.ts";
import type { Instant } from "../../kernel/time.ts";
import { table as names } from "../../names.ts";
import { everyItem } from "../../table/every-item.ts";
import { aggregateOf, keyOf, type Key } from "../../table/keys.ts";
import { place, present } from "../../table/places.ts";
import { pageOf, type Page, type Stretch } from "../../table/pages.ts";
import type { Table } from "../../table/table.ts";
import { idOf } from "../../schema/values.ts";
import { relationshipTypes } from "../../terms/model.ts";
import { relationshipStatuses, type Relationship, type RelationshipStatus } from "../model.ts";
import { livePlace, ofCustomer, parseStoredRelationship, relationshipIn, relationshipPlaces } from "./item.ts";
import type { ConnectedCustomer } from "./relationships.ts";
import { pairInEntry, positions, relationshipKeys, relationshipLists } from "./keys.ts";
import { pairInEvent } from "./pair.ts";

/** Where a list has a relationship. */
interface Entry {
  readonly id: string;
  readonly key: Key;
  /** The cursor behind it. */
  readonly cursor: string;
}

/** A listed relationship as it is now, and the cursor behind it. */
export interface Listed {
  readonly relationship: Relationship;
  readonly cursor: string;
}

/** A partner's relationships of some statuses, newest first. One query for each status. */
export async function relationshipsNewestFirst(
  table: Table,
  partnerId: string,
  statuses: readonly RelationshipStatus[] = relationshipStatuses,
  { limit, cursor }: Stretch,
): Promise<Page<Entry>> {
  const { listIndex: index } = names;
  const lists = await Promise.all(
    [...new Set(statuses)].map((status) =>
      table.query({
        index,
        partition: relationshipLists.of(partnerId, status),
        ...(cursor !== null && { sort: { before: cursor } }),
        newestFirst: true,
        limit: limit + 1,
      }),
    ),
  );
  const entries = lists.flatMap(({ items }) =>
    items.map((item): Entry => {
      const id = String(item[index.sortKey]);
      return { id, key: keyOf(item), cursor: id };
    }),
  );
  // One that changes its status meanwhile is in two lists.
  const once = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
  return pageOf(
    once.toSorted((a, b) => (a.id < b.id ? 1 : -1)),
    limit,
    ({ cursor }) => cursor,
  );
}

/** A partner's live relationships whose first grant ends by a moment, soonest first. One query. */
export async function relationshipsByEnd(
  table: Table,
  partnerId: string,
  until: Instant,
  { limit, cursor }: Stretch,
): Promise<Page<Entry>> {
  const { orderIndex: index } = names;
  const end = positions.until(until);
  if (cursor !== null && cursor > end) return { items: [], next: null };
  const { items } = await table.query({
    index,
    partition: relationshipLists.ending(partnerId),
    sort: cursor === null ? { upTo: end } : { between: [cursor, end] },
    // The cursor is an end of the range and comes with it.
    limit: limit + 2,
  });
  const entries = items.map((item): Entry => {
    const position = String(item[index.sortKey]);
    return { id: positions.idIn(position), key: keyOf(item), cursor: position };
  });
  return pageOf(
    entries.filter((entry) => entry.cursor !== cursor),
    limit,
    (entry) => entry.cursor,
  );
}

/** Listed relationships as they are now. One read, and another for those that have ended since they were listed. */
export async function listedRelationships(table: Table, entries: readonly Entry[]): Promise<Listed[]> {
  const customerOf = ({ key }: Entry) => aggregateOf(key.PK);
  const found = await table.read(
    entries.map((entry) => ({
      stored: place(entry.key, parseStoredRelationship),
      customer: present(customerPlace(customerOf(entry))),
    })),
  );
  const listed = entries.map((entry, at) => ({ entry, ...found[at]! }));
  // A later one of the same pair can be in the place of one that has ended.
  const isThere = ({ entry, stored }: (typeof listed)[number]) => stored?.id === entry.id;
  const ended = await table.read(
    listed.map((one) =>
      isThere(one) ? null : place(relationshipKeys.past(customerOf(one.entry), one.entry.id), parseStoredRelationship),
    ),
  );
  return listed.flatMap((one, at) => {
    const stored = isThere(one) ? one.stored : ended[at];
    return stored ? [{ relationship: ofCustomer(stored, one.customer), cursor: one.entry.cursor }] : [];
  });
}

const published = z.object({
  relationship: z.object({ id: idOf("relationship"), status: z.enum(relationshipStatuses) }),
});

/**
 * Lists a relationship for the operator as it was after an event of it. It may run at any time and again: an older event
 * does not replace a newer one.
 */
export async function listAfter(
  table: Pick<Table, "set">,
  { data, metadata: { sequence, occurredAt } }: Pick<StoredEvent, "data" | "metadata">,
): Promise<void> {
  const { id, status } = published.parse(data).relationship;
  const place = { GSI3PK: relationshipLists.all(status), GSI3SK: positions.at(occurredAt, id) };
  await table.set(
    relationshipKeys.entry(pairInEvent(data), id),
    { entity: "relationship-entry", schema: 1, sequence, ...place },
    {
      expression: "attribute_not_exists(PK) OR #sequence < :sequence",
      names: { "#sequence": "sequence" },
      values: { ":sequence": sequence },
    },
  );
}

/** Which relationships of all partners are listed. */
export interface OperatorFilter {
  readonly status?: readonly RelationshipStatus[] | undefined;
  /** Only those that changed at this moment or later. */
  readonly updatedSince?: Instant | undefined;
}

/** They sort before and after every position. */
const [beforeAll, afterAll] = ["0", "~"];

/** Relationships of all partners, the last changed first. One query for each status, and one read. */
export async function allRelationships(
  table: Table,
  { status: statuses = relationshipStatuses, updatedSince }: OperatorFilter,
  { limit, cursor }: Stretch,
): Promise<Page<Relationship>> {
  const { orderIndex: index } = names;
  const start = updatedSince === undefined ? beforeAll : positions.from(updatedSince);
  for (let from = cursor ?? afterAll; ;) {
    const lists = await Promise.all(
      [...new Set(statuses)].map((status) =>
        table.query({
          ...{ index, partition: relationshipLists.all(status), sort: { between: [start, from] } },
          // The cursor is an end of the range and comes with it.
          ...{ newestFirst: true, limit: limit + 2 },
        }),
      ),
    );
    const entries = lists
      .flatMap(({ items }) =>
        items.map((item) => ({ cursor: String(item[index.sortKey]), ...pairInEntry(keyOf(item)) })),
      )
      .filter((entry) => entry.cursor !== from)
      .toSorted((a, b) => (a.cursor < b.cursor ? 1 : -1));
    const { items, next } = pageOf(entries, limit, (entry) => entry.cursor);
    const found = await table.read(
      items.map(({ id, ...pair }) => ({
        places: relationshipPlaces({ id, ...pair }),
        customer: present(customerPlace(pair.customerId)),
      })),
    );
    const relationships = items.flatMap(({ id }, at) => {
      const { places, customer } = found[at]!;
      const stored = relationshipIn(places, id);
      // An entry is made after the event, and the index lags behind the table.
      return stored !== null && statuses.includes(stored.status) ? [ofCustomer(stored, customer)] : [];
    });
    // A page may be short, but an empty one would mean the end.
    if (relationships.length > 0 || next === null) return { items: relationships, next };
    from = next;
  }
}

/** A customer with its relationships with a partner, live and ended, newest first; null if there is no such customer. */
export async function relationshipsOfPair(
  table: Table,
  partnerId: string,
  customerId: string,
): Promise<ConnectedCustomer | null> {
  // In this order: one that ends meanwhile is found twice, and not missed.
  const { live, customer } = await table.read({
    live: relationshipTypes.map((type) => livePlace({ customerId, partnerId, type })),
    customer: customerPlace(customerId),
  });
  if (customer === null) return null;
  const past = await everyItem(table, relationshipKeys.allPast(customerId));
  const own = [...live, ...past.map(parseStoredRelationship)].filter((one) => one?.partnerId === partnerId);
  const byId = new Map(own.map((one) => [one!.id, ofCustomer(one!, customer)]));
  return { account: customer, relationships: [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1)) };
}
