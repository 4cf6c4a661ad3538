import type { Key } from "./keys.ts";
import type { RawItem } from "./table.ts";

/** Where an item is, and how what is there is read; an item that is not there is read too, as null or as its empty form. */
export interface Place<Value> {
  readonly key: Key;
  readonly parse: (item: RawItem | null) => Value;
}

/** What is wanted: places, by name or in a list, nested in any way. Nothing is read for what is null. */
export type Plan = Place<unknown> | null | undefined | readonly Plan[] | { readonly [name: string]: Plan };

/** What was found: of the same shape as its plan. */
export type Found<P> =
  P extends Place<infer Value>
    ? Value
    : P extends null | undefined
      ? null
      : { readonly [Name in keyof P]: Found<P[Name]> };

/** The place of an item that may be missing: null then. */
export const place = <Value>(key: Key, parse: (item: RawItem) => Value): Place<Value | null> => ({
  key,
  parse: (item) => item && parse(item),
});

/** The place of an item that has an empty form, which is read where there is no item. */
export const placeOr = <Value>(key: Key, parse: (item: RawItem) => Value, empty: Value): Place<Value> => ({
  key,
  parse: (item) => (item ? parse(item) : empty),
});

/** The same place of an item that cannot be missing: reading throws where it is. */
export const present = <Value>({ key, parse }: Place<Value>): Place<NonNullable<Value>> => ({
  key,
  parse(item) {
    const value = parse(item);
    if (value == null) throw new Error(`There is no item ${key.PK} ${key.SK}.`);
    return value;
  },
});

/** A plan of the same for each id, by the id. */
export const byId = <P extends Plan>(ids: readonly string[], planOf: (id: string) => P): Readonly<Record<string, P>> =>
  Object.fromEntries(ids.map((id) => [id, planOf(id)]));

/** Whether a plan is one bare place. */
export const isPlace = (plan: Plan): plan is Place<unknown> =>
  typeof plan === "object" && plan !== null && "parse" in plan && typeof plan.parse === "function";

/** The keys of a plan's places, equal ones once. */
export const keysIn = (plan: Plan): Key[] => [...new Map(placesIn(plan).map(({ key }) => [nameOf(key), key])).values()];

/** How a plan is read. */
export interface ReadOptions {
  /** Costs half, and is for what a later write is held to. Else the read is strongly consistent. */
  readonly maybeStale?: boolean;
  /** Is told of an item that cannot be parsed, which is read as null then. Without it, reading throws. */
  readonly unreadable?: (key: Key, error: unknown) => void;
}

/** Reads plans by a function that gets the items of one, in any order and without those that are missing. */
export const readerOf =
  (itemsOf: (plan: Plan, options: ReadOptions) => Promise<readonly RawItem[]>) =>
  <const P extends Plan>(plan: P, options: ReadOptions = {}) =>
    itemsOf(plan, options).then((items) => foundIn(plan, items, options.unreadable)) as Promise<Found<P>>;

function foundIn(plan: Plan, items: readonly RawItem[], unreadable: ReadOptions["unreadable"]): unknown {
  const byName = new Map(items.map((item) => [nameOf(item), item]));
  const valueAt = ({ key, parse }: Place<unknown>): unknown => {
    try {
      return parse(byName.get(nameOf(key)) ?? null);
    } catch (error) {
      if (unreadable === undefined) throw error;
      unreadable(key, error);
      return null;
    }
  };
  const filled = (part: Plan): unknown => {
    if (part === null || part === undefined) return null;
    if (isPlace(part)) return valueAt(part);
    if (Array.isArray(part)) return part.map(filled);
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, filled(inner)]));
  };
  return filled(plan);
}

function placesIn(plan: Plan): Place<unknown>[] {
  if (plan === null || plan === undefined) return [];
  return isPlace(plan) ? [plan] : Object.values<Plan>(plan).flatMap(placesIn);
}

const nameOf = ({ PK, SK }: RawItem | Key): string => `${String(PK)}\n${String(SK)}`;
