import * as z from "zod/mini";
import { waitCounters } from "./rules/accept-times.ts";
import { stages, type Counter, type Counts, type Tally } from "./rules/funnel.ts";
import type { Week } from "./rules/week.ts";
import { text } from "../schema/values.ts";
import type { Key } from "../table/keys.ts";
import type { Table } from "../table/table.ts";
import type { Write } from "../table/writes.ts";

/** Where the numbers of a partner's week lie; `week` sorts as text. */
export const weekKey = (partnerId: string, week: Week): Key => ({ PK: `PTN#${partnerId}#WEEKS`, SK: week });

const counters: readonly Counter[] = [...stages, ...waitCounters];
const stored = z.looseObject({ week: text });

/** Reads the stored numbers of a week; what was never counted is left out. */
export const parseWeek = (item: unknown): { readonly week: Week; readonly counts: Counts } => {
  const { week, ...numbers } = stored.parse(item);
  const counted = counters.filter((counter) => counter in numbers);
  return { week, counts: Object.fromEntries(counted.map((counter) => [counter, z.number().parse(numbers[counter])])) };
};

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
