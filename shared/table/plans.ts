import type { Key } from "./keys.ts";
import type { Place } from "./places.ts";
import type { RawItem } from "./table.ts";

/** What is wanted: places, by name, by id or in a list, nested in any way. Nothing is read for what is null. */
export type Plan =
  Place<unknown> | null | undefined | readonly Plan[] | ReadonlyMap<string, Plan> | { readonly [name: string]: Plan };

/** What was found: of the same shape as its plan. */
export type Found<P> =
  P extends Place<infer Value>
    ? Value
    : P extends null | undefined
      ? null
      : P extends ReadonlyMap<string, infer Each>
        ? ReadonlyMap<string, Found<Each>>
        : { readonly [Name in keyof P]: Found<P[Name]> };

/** A plan of the same for each id, by the id. */
export const byId = <P extends Plan>(ids: readonly string[], planOf: (id: string) => P): ReadonlyMap<string, P> =>
  new Map(ids.map((id) => [id, planOf(id)]));

/** Whether a plan is one bare place. */
export const isPlace = (plan: Plan): plan is Place<unknown> =>
  typeof plan === "object" && plan !== null && "parse" in plan && typeof plan.parse === "function";

/** The keys of a plan's places, equal ones once. */
export function keysIn(plan: Plan): Key[] {
  const keys = new Map<string, Key>();
  shaped(plan, ({ key }) => keys.set(nameOf(key), key));
  return [...keys.values()];
}

/** Reads plans by a function that gets the items of one, in any order and without those that are missing. */
export const readerOf =
  (itemsOf: (plan: Plan, options: ReadOptions) => Promise<readonly RawItem[]>) =>
  <const P extends Plan>(plan: P, options: ReadOptions = {}) =>
    itemsOf(plan, options).then((items) => {
      const byName = new Map(items.map((item) => [nameOf(item), item]));
      return shaped(plan, ({ key, parse }) => parse(byName.get(nameOf(key)) ?? null));
    }) as Promise<Found<P>>;

/** How a plan is read. `maybeStale` costs half, and is for what a later write is held to; else it is strongly consistent. */
export interface ReadOptions {
  readonly maybeStale?: boolean;
}

/** The plan's shape with what `fill` gives for each of its places. */
function shaped(plan: Plan, fill: (place: Place<unknown>) => unknown): unknown {
  if (plan === null || plan === undefined) return null;
  if (isPlace(plan)) return fill(plan);
  if (Array.isArray(plan)) return plan.map((part: Plan) => shaped(part, fill));
  const parts = isMap(plan) ? [...plan] : Object.entries<Plan>(plan);
  const filled = parts.map(([name, part]): [string, unknown] => [name, shaped(part, fill)]);
  return isMap(plan) ? new Map(filled) : Object.fromEntries(filled);
}

const isMap = (plan: Plan): plan is ReadonlyMap<string, Plan> => plan instanceof Map;

/** A name of its own for each key. */
export const nameOf = ({ PK, SK }: RawItem | Key): string => JSON.stringify([PK, SK]);
