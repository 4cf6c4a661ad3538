import type { InvitationStatus } from "../domain/invitation-lifecycle.ts";
import type { Instant } from "../domain/time.ts";
import { table as names } from "../names.ts";
import { endingKeys, keys, listPartitions } from "./keys.ts";
import type { RawItem, Table } from "./table.ts";

/** Which of a partner's invitations are wanted. Address and tag are pseudonyms. */
export interface Wanted {
  readonly partnerId: string;
  readonly statuses: readonly InvitationStatus[] | null;
  readonly tag: string | null;
  readonly address: string | null;
}

/** A stretch of a list: at most so many, from behind the last one seen. */
export interface Stretch {
  readonly limit: number;
  readonly cursor: string | null;
}

/** Ids that may be wanted, newest first; whether they are, their items say. `next` is the cursor behind them. */
export interface ListedIds {
  readonly ids: readonly string[];
  readonly next: string | null;
}

/**
 * Looks along the list that has the fewest beside those that are wanted: an address has some, a tag many, a status most.
 * One Query, of statuses one for each; one more where a status is wanted that time alone can bring about.
 */
export async function listedIds(table: Table, wanted: Wanted, stretch: Stretch, now: Instant): Promise<ListedIds> {
  const { partnerId, statuses, tag, address } = wanted;
  if (address !== null) return page(await own(table, keys.addressEntry(partnerId, address, "").PK, stretch), stretch);
  if (tag !== null) return page(await own(table, keys.tagEntry(partnerId, tag, "").PK, stretch), stretch);
  if (statuses === null) return page(await indexed(table, listPartitions.allInvitations(partnerId), stretch), stretch);
  const listed = await Promise.all([
    ...[...new Set(statuses)].map((status) =>
      indexed(table, listPartitions.invitationsOfStatus(partnerId, status), stretch),
    ),
    ...(statuses.includes("expired") ? [overdue(table, partnerId, stretch, now)] : []),
  ]);
  return page([...new Set(listed.flat())].sort().reverse(), stretch);
}

/** One more than asked tells whether there is a next page, so that none is empty. */
const page = (ids: readonly string[], { limit }: Stretch): ListedIds => ({
  ids: ids.slice(0, limit),
  next: ids.length > limit ? (ids[limit - 1] ?? null) : null,
});

const along = ({ limit, cursor }: Stretch) => ({
  ...(cursor !== null && { sort: { before: cursor } }),
  newestFirst: true,
  limit: limit + 1,
});

async function own(table: Table, partition: string, stretch: Stretch): Promise<string[]> {
  const { items } = await table.query({ partition, ...along(stretch) });
  return items.map((item) => String(item["SK"]));
}

async function indexed(table: Table, partition: string, stretch: Stretch): Promise<string[]> {
  const { items } = await table.query({ index: names.listIndex, partition, ...along(stretch) });
  return items.map((item) => String(item["GSI1SK"]));
}

/** How many requests look for what a sweep has not written yet: one, unless sweeps stood still for thousands of them. */
const overdueLooks = 2;

/** Those behind the cursor that are open in the table and have come to their end. */
async function overdue(table: Table, partnerId: string, { cursor }: Stretch, now: Instant): Promise<string[]> {
  const query = {
    index: names.listIndex,
    partition: endingKeys.partition(partnerId),
    sort: { upTo: endingKeys.until(now) },
  };
  const locks: RawItem[] = [];
  let start: RawItem | undefined;
  for (let look = 0; look < overdueLooks; look++) {
    const { items, next } = await table.query({ ...query, start });
    locks.push(...items);
    if (next === null) break;
    start = next;
  }
  const ids = locks.map((lock) => endingKeys.read(lock).id);
  return ids.filter((id) => cursor === null || id < cursor);
}
