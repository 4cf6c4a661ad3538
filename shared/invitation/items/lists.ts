import { encodeTime } from "ulid";
import { idPrefixes } from "../../kernel/ids.ts";
import { invitationStatuses } from "../lifecycle.ts";
import { relationshipTypes } from "../../terms/model.ts";
import type { Instant } from "../../kernel/time.ts";
import { table as names } from "../../names.ts";
import type { Key } from "../../table/keys.ts";
import { endingKeys, invitationKeys, invitationLists } from "./keys.ts";
import { idsPage, type Page, type Stretch } from "../../table/pages.ts";
import type { QueryInput } from "../../table/reads.ts";
import type { RawItem, Table } from "../../table/table.ts";
import type { InvitationFilter } from "../reads/read-invitations.ts";

/** The filter by keys. Address, start and tag are pseudonyms. */
type Wanted = Omit<InvitationFilter, "delivery" | "email" | "q"> & {
  readonly address: string | undefined;
  /** How an organisation or address begins. */
  readonly start: string | undefined;
};

/** The time of creation: from the first moment, before the second. */
type Span = Pick<Wanted, "from" | "to">;

/** Maximum number of ids that are read after several lists were compared. */
const mostCommon = 100;

/** Ids of the newest invitations to an address, by its pseudonym. One query. */
export const newestToAddress = (table: Table, partnerId: string, address: string, limit: number): Promise<string[]> => {
  const { PK: partition } = invitationKeys.addressEntry(partnerId, address, "");
  return idsAlong(table, { partition }, { query: { newestFirst: true, limit }, cursor: null });
};

/**
 * Finds candidates by keys alone: from the list of an address, or from the intersection of all other lists asked for.
 * The `expired` list also includes locks whose end has come.
 */
export async function listedIds(table: Table, wanted: Wanted, stretch: Stretch, now: Instant): Promise<Page<string>> {
  const { partnerId, status, relationship, createdBy, tag, address, start } = wanted;
  const along = alongOf(wanted, stretch);
  const own = async (key: Key) => idsPage(await idsAlong(table, { partition: key.PK }, along), stretch.limit);
  if (address !== undefined) return own(invitationKeys.addressEntry(partnerId, address, ""));
  const lists = await Promise.all([
    ...(start === undefined ? [] : [own(invitationKeys.startEntry(partnerId, start, ""))]),
    ...(tag === undefined ? [] : [own(invitationKeys.tagEntry(partnerId, tag, ""))]),
    ...(createdBy === undefined ? [] : [own(invitationKeys.creatorEntry(partnerId, createdBy, ""))]),
    ...(status === undefined && relationship === undefined ? [] : [ofStatuses(table, wanted, stretch, along, now)]),
  ]);
  const [first, ...others] = lists;
  if (first !== undefined) return others.length === 0 ? first : inAll(first, others);
  return own(invitationKeys.entry(partnerId, ""));
}

/** The intersection of lists, as far as all of them were read. */
function inAll(first: Page<string>, others: readonly Page<string>[]): Page<string> {
  const ends = [first, ...others].map(({ next }) => next).filter((next) => next !== null);
  const end = ends.sort().at(-1) ?? null;
  const held = others.map(({ items }) => new Set(items));
  const ids = first.items.filter((id) => (end === null || id >= end) && held.every((other) => other.has(id)));
  const { items, next } = idsPage(ids, mostCommon);
  return { items, next: next ?? end };
}

async function ofStatuses(
  table: Table,
  wanted: Wanted,
  stretch: Stretch,
  along: Along,
  now: Instant,
): Promise<Page<string>> {
  const { partnerId, status: statuses, relationship } = wanted;
  const types = relationship === undefined ? relationshipTypes : [relationship];
  const listed = await Promise.all([
    ...[...new Set(statuses ?? invitationStatuses)].flatMap((status) =>
      types.map((type) =>
        idsAlong(table, { index: names.listIndex, partition: invitationLists.of(partnerId, status, type) }, along),
      ),
    ),
    ...(statuses?.includes("expired") ? [overdue(table, wanted, stretch, now)] : []),
  ]);
  return idsPage([...new Set(listed.flat())].sort().reverse(), stretch.limit);
}

/** The range of a list of ids, newest first; null if it is empty. It includes the cursor, which is not wanted. */
interface Along {
  readonly query: Pick<QueryInput, "sort" | "limit" | "newestFirst"> | null;
  readonly cursor: string | null;
}

/** Maximum delay between the time of creation and the id: no function runs longer. */
const longestRunMs = 15 * 60_000;

/** Sorts before every id made at a moment or later. */
const idsSince = (epochMs: number): string => idPrefixes.invitation + encodeTime(epochMs);

/** The range of ids created in a span. Ids are made after the time of creation. */
const keysOf = ({ from, to }: Span): { readonly since: string | null; readonly before: string | null } => ({
  since: from === undefined ? null : idsSince(Date.parse(from)),
  before: to === undefined ? null : idsSince(Date.parse(to) + longestRunMs),
});

function alongOf(span: Span, { limit, cursor }: Stretch): Along {
  const { since, before } = keysOf(span);
  const end = before === null || (cursor !== null && cursor < before) ? cursor : before;
  // The cursor is an end of the range and comes with it.
  const query = { newestFirst: true, limit: limit + 2 };
  if (end === null) return { query: since === null ? query : { ...query, sort: { after: since } }, cursor };
  if (since !== null && end < since) return { query: null, cursor };
  return { query: { ...query, sort: since === null ? { before: end } : { between: [since, end] } }, cursor };
}

async function idsAlong(
  table: Table,
  list: Pick<QueryInput, "index" | "partition">,
  { query, cursor }: Along,
): Promise<string[]> {
  if (query === null) return [];
  const { items } = await table.query({ ...list, ...query });
  return items.map((item) => String(item[list.index?.sortKey ?? "SK"])).filter((id) => id !== cursor);
}

/** Maximum requests for overdue locks. One is enough unless sweeps stopped for thousands of them. */
const overdueReads = 2;

/** Ids after the cursor whose invitations are overdue but still stored as open. */
async function overdue(table: Table, wanted: Wanted, { cursor }: Stretch, now: Instant): Promise<string[]> {
  const query = {
    index: names.listIndex,
    partition: invitationLists.ending(wanted.partnerId),
    sort: { upTo: endingKeys.until(now) },
  };
  const locks: RawItem[] = [];
  let start: RawItem | undefined;
  for (let look = 0; look < overdueReads; look++) {
    const { items, next } = await table.query({ ...query, start });
    locks.push(...items);
    if (next === null) break;
    start = next;
  }
  const { since, before } = keysOf(wanted);
  return locks
    .map((lock) => endingKeys.read(lock).id)
    .filter(
      (id) => (cursor === null || id < cursor) && (before === null || id < before) && (since === null || id > since),
    );
}
