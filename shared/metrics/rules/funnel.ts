import { waitCounts, type WaitCounter, type WaitCounts } from "./accept-times.ts";
import type { Progress } from "../model.ts";
import { weekOf, type Week } from "./week.ts";

/** The steps of a week's invitations, in order. */
export const stages = [
  "sent",
  "delivered",
  "opened",
  "accepted",
  "declined",
  "expired",
  "cancelled",
  "bounced",
] as const;
export type Stage = (typeof stages)[number];

/** Everything that is counted of a week. */
export type Counter = Stage | WaitCounter;
/** Numbers by counter; omitted ones are 0. */
export type Counts = Readonly<Partial<Record<Stage, number>>> & WaitCounts;

/** The changes of a partner's week. */
export interface Tally {
  readonly partnerId: string;
  readonly week: Week;
  readonly counts: Counts;
}

/** A step of an invitation's progress; `before` is null if nothing was known. */
export interface Advance {
  readonly before: Progress | null;
  readonly after: Progress;
}

/** What steps of invitations change in the weeks in which these were first sent; weeks that stay as they are, are left out. */
export function tallyOf(advances: readonly Advance[]): Tally[] {
  const changes = advances.flatMap(({ before, after }) => [
    ...(before === null ? [] : [{ progress: before, by: -1 }]),
    { progress: after, by: 1 },
  ]);
  const ofWeeks = Map.groupBy(changes, ({ progress }) => `${progress.partnerId} ${weekOf(progress.sentAt)}`);
  return [...ofWeeks].flatMap(([at, ofWeek]) => {
    const [partnerId = "", week = ""] = at.split(" ");
    const counts = sumOf(ofWeek.map(({ progress, by }) => [countsOf(progress), by]));
    return Object.keys(counts).length === 0 ? [] : [{ partnerId, week, counts }];
  });
}

/** The counters of one invitation: every stage it reached, and at most one end. */
function countsOf(progress: Progress): Counts {
  const { status, delivered, opened, bounced } = progress;
  const reached: readonly (Stage | false)[] = [
    "sent",
    delivered && "delivered",
    opened && "opened",
    bounced && "bounced",
    status !== "pending" && status,
  ];
  const ones = reached.filter((stage) => stage !== false).map((stage) => [stage, 1] as const);
  return { ...Object.fromEntries(ones), ...waitCounts(progress) };
}

/** The weighted sum of numbers, without zeros. */
export function sumOf(all: readonly (readonly [counts: Counts, times: number])[]): Counts {
  const sum = new Map<string, number>();
  for (const [counts, times] of all) {
    for (const [counter, count] of Object.entries(counts)) sum.set(counter, (sum.get(counter) ?? 0) + count * times);
  }
  return Object.fromEntries([...sum].filter(([, count]) => count !== 0));
}
