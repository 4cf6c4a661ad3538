/** How much of a list is wanted, and the cursor behind which it begins. */
export interface Stretch {
  readonly limit: number;
  readonly cursor: string | null;
}

/** A page of a list; `next` is the cursor behind it, null at the end. */
export interface Page<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

/** A page of what was found: one more than `limit` tells whether there is a next page, so that none is empty. */
export function pageOf<Item>(found: readonly Item[], limit: number, cursorOf: (last: Item) => string): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** A page of ids, each of which is the cursor behind it. */
export const idsPage = (ids: readonly string[], limit: number): Page<string> => pageOf(ids, limit, (id) => id);
