type Json = Readonly<Record<string, unknown>>;

/** A pattern, what it matches and what it does not, and where AWS says so. */
export interface PatternRow {
  readonly name: string;
  readonly source: string;
  readonly pattern: Json;
  readonly matches?: readonly unknown[];
  readonly misses?: readonly unknown[];
}

/** Stands for the value of a field that an event does not have. */
export const absent = Symbol("absent");

/** A row for values under `detail.f` against a list of alternatives for it. */
export const row = (
  name: string,
  source: string,
  alternatives: readonly unknown[],
  { matches = [], misses = [] }: { readonly matches?: readonly unknown[]; readonly misses?: readonly unknown[] },
): PatternRow => {
  const events = (values: readonly unknown[]) =>
    values.map((value) => ({ detail: value === absent ? { other: 1 } : { f: value, other: 1 } }));
  return { name, source, pattern: { detail: { f: alternatives } }, matches: events(matches), misses: events(misses) };
};
