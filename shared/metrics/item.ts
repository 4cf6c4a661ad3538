import * as z from "zod/mini";
import { waitCounters } from "./rules/accept-times.ts";
import { stages, type Counter, type Counts, type Tally, type Advance } from "./rules/funnel.ts";
import type { Week } from "./rules/week.ts";
import { text, version } from "../schema/values.ts";
import { type Key, aggregatePartition } from "../table/keys.ts";
import type { Table } from "../table/table.ts";
import { type Write, isAtVersion, put } from "../table/writes.ts";
import { progress, type Progress } from "./model.ts";
import { place } from "../table/places.ts";

/** Key of the numbers of a partner's week; `week` sorts as text. */
export const weekKey = (partnerId: string, week: Week): Key => ({ PK: `PTN#${partnerId}#WEEKS`, SK: week });

const counters: readonly Counter[] = [...stages, ...waitCounters];
const stored = z.looseObject({ week: text });

/** Parses the numbers of a week, without zeros. */
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

/** Key of an invitation's progress. */
export const progressKey = (invitationId: string): Key => ({ PK: aggregatePartition(invitationId), SK: "PROGRESS" });

const versioned = z.object({ version });

/** Reads an invitation's progress, and how often it was written; throws if the item is not one. */
export const parseProgress = (item: unknown): { readonly version: number; readonly progress: Progress } => ({
  ...versioned.parse(item),
  progress: progress.parse(item),
});

/** An invitation's counted progress. */
export const progressPlace = (invitationId: string) => place(progressKey(invitationId), parseProgress);

/** The write of a step, conditional on the version that was read. */
export const progressWrite = ({ after }: Advance, version: number | null): Write =>
  put(progressKey(after.invitationId), "progress", { ...after, version: (version ?? 0) + 1 }, isAtVersion(version));
