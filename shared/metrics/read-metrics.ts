import type { Metrics } from "./answers.ts";
import { timeToAccept } from "./rules/accept-times.ts";
import { stages, sumOf, type Counts, type Stage } from "./rules/funnel.ts";
import { addDays, daysOf, type Duration, type Instant } from "../kernel/time.ts";
import { weekOf, weekStarts } from "./rules/week.ts";
import { endingInvitations } from "../invitation/items/ending-invitations.ts";
import { readWeeks } from "./item.ts";
import type { Dependencies } from "../transaction/dependencies.ts";

const soon: Duration = "P7D";
/** Maximum number of ending invitations: one page. */
const mostEnding = 100;

/** Reads the numbers of the weeks from the one that `from` is in to the one that runs up to `to`: two Queries. */
export async function readMetrics(
  { table }: Pick<Dependencies, "table">,
  { partnerId, from, to, now }: { partnerId: string; from: Instant; to: Instant; now: Instant },
): Promise<Metrics> {
  const starts = weekStarts(from, to);
  const last = starts.at(-1) ?? from;
  const [stored, ending] = await Promise.all([
    readWeeks(table, partnerId, [weekOf(from), weekOf(last)]),
    endingInvitations(table, partnerId, [now, addDays(now, daysOf(soon))], mostEnding + 1),
  ]);
  const all = sumOf([...stored.values()].map((counts) => [counts, 1]));
  return {
    from: starts[0] ?? from,
    to: addDays(last, 7),
    weeks: starts.map((startsAt) => {
      const week = weekOf(startsAt);
      return { week, startsAt, ...stagesOf(stored.get(week) ?? {}) };
    }),
    totals: stagesOf(all),
    timeToAccept: timeToAccept(all),
    expiringSoon: { within: soon, invitations: ending.slice(0, mostEnding), more: ending.length > mostEnding },
  };
}

const stagesOf = (counts: Counts): Readonly<Record<Stage, number>> =>
  Object.fromEntries(stages.map((stage) => [stage, counts[stage] ?? 0])) as Record<Stage, number>;
