import type * as z from "zod/mini";
import type { DeepReadonly } from "../../kernel/deep-readonly.ts";
import { queryRefusal } from "../../kernel/refusal.ts";
import { addDays, daysOf, type Instant } from "../../kernel/time.ts";
import { pageOf, type Page, type Stretch } from "../../table/pages.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import {
  listedRelationships,
  relationshipsByEnd,
  relationshipsNewestFirst,
  relationshipsOfPair,
  type Listed,
} from "../items/lists.ts";
import { positions } from "../items/keys.ts";
import type { Relationship } from "../model.ts";
import type { relationshipsQuery } from "../requests.ts";
import { firstEndOf } from "../rules/grants.ts";
import { relationshipAsOf } from "../rules/reading.ts";

/** Which of a partner's relationships are listed. Several statuses are alternatives. */
export type RelationshipFilter = DeepReadonly<Omit<z.output<typeof relationshipsQuery>, "limit" | "cursor">> & {
  readonly partnerId: string;
};

type Needs = Pick<Dependencies, "table">;

/** How many entries are read next after a page without a match. */
const laterLimit = 100;

/** One page of a partner's relationships, live and ended: newest first, or by their first end with `expiringWithin`. */
export async function readRelationships(
  { table }: Needs,
  filter: RelationshipFilter,
  { limit, cursor }: Stretch,
  now: Instant,
): Promise<Page<Relationship>> {
  const { partnerId, status, expiringWithin } = filter;
  const until = expiringWithin === undefined ? null : addDays(now, daysOf(expiringWithin));
  if (cursor !== null && cursor.includes(".") !== (until !== null)) throw unknownCursor();
  const fits = (relationship: Relationship): boolean =>
    (status === undefined || status.includes(relationship.status)) &&
    (until === null || (firstEndOf(relationshipAsOf(relationship, now)) ?? never) <= until);
  const pageIn = (listed: readonly Listed[]) => pageOf(listed, limit, (one) => one.cursor);
  if (filter.customerId !== undefined) {
    const pair = await relationshipsOfPair(table, partnerId, filter.customerId);
    const all = (pair?.relationships ?? []).filter(fits);
    const listed = until === null ? all.map(byItself) : inOrderOfEnds(all, now);
    const start = cursor === null ? 0 : listed.findIndex((one) => one.cursor === cursor) + 1;
    if (cursor !== null && start === 0) throw unknownCursor();
    return relationshipsIn(pageIn(listed.slice(start)));
  }
  for (let size = limit, from = cursor; ; size = laterLimit) {
    const stretch = { limit: size, cursor: from };
    const entries =
      until === null
        ? await relationshipsNewestFirst(table, partnerId, status, stretch)
        : await relationshipsByEnd(table, partnerId, until, stretch);
    const fitting = (await listedRelationships(table, entries.items)).filter(({ relationship }) => fits(relationship));
    const page = pageIn(fitting);
    const next = page.next ?? entries.next;
    // A page may be short, but an empty one would mean the end.
    if (page.items.length > 0 || next === null) return relationshipsIn({ ...page, next });
    from = next;
  }
}

const unknownCursor = () => queryRefusal("cursor", "cursor-unknown", "The cursor does not belong to this list.");

/** Sorts after every moment. */
const never = "~";

const byItself = (relationship: Relationship): Listed => ({ relationship, cursor: relationship.id });

const inOrderOfEnds = (ending: readonly Relationship[], now: Instant): Listed[] =>
  ending
    .map((relationship) => {
      const end = firstEndOf(relationshipAsOf(relationship, now)) ?? now;
      return { relationship, cursor: positions.at(end, relationship.id) };
    })
    .toSorted((a, b) => (a.cursor < b.cursor ? -1 : 1));

const relationshipsIn = ({ items, next }: Page<Listed>): Page<Relationship> => ({
  items: items.map(({ relationship }) => relationship),
  next,
});
