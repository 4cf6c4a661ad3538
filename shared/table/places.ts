import type { Key } from "./keys.ts";
import type { RawItem } from "./table.ts";

/** Where an item is, and how what is there is read; an item that is not there is read too, as null or as its empty form. */
export interface Place<Value> {
  readonly key: Key;
  readonly parse: (item: RawItem | null) => Value;
}

/** The place of an item that has an empty form, which is read where there is no item. */
export const placeOr = <Value>(key: Key, parse: (item: RawItem) => Value, empty: Value): Place<Value> => ({
  key,
  parse: (item) => (item ? parse(item) : empty),
});

/** The place of an item that may be missing: null then. */
export const place = <Value>(key: Key, parse: (item: RawItem) => Value) => placeOr<Value | null>(key, parse, null);

/** Whether there is an item. */
export const presence = (key: Key): Place<boolean> => ({ key, parse: (item) => item !== null });

/** The same place of an item that cannot be missing: reading throws where it is. */
export const present = <Value>({ key, parse }: Place<Value>): Place<NonNullable<Value>> => ({
  key,
  parse(item) {
    const value = parse(item);
    if (value == null) throw new Error(`There is no item ${key.PK} ${key.SK}.`);
    return value;
  },
});

/** The same place, whose item is told of and null where it cannot be read: it does not fail the read of others. */
export const lenient = <Value>(
  { key, parse }: Place<Value>,
  unreadable: (key: Key, error: unknown) => void,
): Place<Value | null> => ({
  key,
  parse(item) {
    try {
      return parse(item);
    } catch (error) {
      unreadable(key, error);
      return null;
    }
  },
});
