import * as z from "zod/mini";
import { waitCounters } from "./rules/accept-times.ts";
import { stages, type Counter, type Counts, type Tally } from "./rules/funnel.ts";
import type { Week } from "./rules/week.ts";
import type { Key } from "../table/keys.ts";
import type { Table } from "../table/table.ts";
import type { Write } from "../table/writes.ts";

/** Where the numbers of a partner's week lie; `week` sorts as text. */
export const weekKey = (partnerId: string, week: Week): Key => ({ PK: `PTN#${partnerId}#WEEKS`, SK: week });

const counters: readonly Counter[] = [...stages, ...waitCounters];
const countsSchema = z.object(
  Object.fromEntries(counters.map((counter) => [counter, z._default(z.number(), 0)])) as Record<
    Counter,
    z.ZodMiniDefault<z.ZodMiniNumber>
  >,
);
const weekSchema = z.object({ week: z.string() });

/** Reads the stored numbers of a week. */
export const parseWeek = (item: unknown): { readonly week: Week; readonly counts: Counts } => ({
  week: weekSchema.parse(item).week,
  counts: countsSchema.parse(item),
});

/** The write by which the numbers of a week change; nothing has to be read before. */
export const weekWrite = ({ partnerId, week, counts }: Tally): Write => ({
  kind: "update",
  key: weekKey(partnerId, week),
  set: { entity: "week", schema: 1, partnerId, week },
  setOnce: {},
  add: counts,
});

/** The numbers of a partner's weeks, from the first to the last, that have any. One Query: a week takes about a KB at most. */
export async function readWeeks(
  table: Pick<Table, "query">,
  partnerId: string,
  [first, last]: readonly [Week, Week],
): Promise<ReadonlyMap<Week, Counts>> {
  const from = weekKey(partnerId, first);
  const to = weekKey(partnerId, last);
  const { items } = await table.query({ partition: from.PK, sort: { between: [from.SK, to.SK] } });
  return new Map(items.map(parseWeek).map(({ week, counts }) => [week, counts]));
}
