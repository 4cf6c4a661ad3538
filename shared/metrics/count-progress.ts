import { tallyOf } from "./rules/funnel.ts";
import type { Progress } from "./model.ts";
import { isSameProgress, joined } from "./rules/progress.ts";
import type { Instant } from "../kernel/time.ts";
import { byId } from "../table/plans.ts";
import { progressPlace, progressWrite, weekWrite } from "./item.ts";
import { done, type Reads } from "../transaction/commit.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { execute, type Round } from "../transaction/execute.ts";

/** Invitations per transaction of 100 writes: each has its own progress and changes at most two weeks. */
export const countedAtOnce = 33;

/** Counts what reports on invitations add to what is known: one read and at most one transaction. */
export async function countProgress(
  { table }: Pick<Dependencies, "table">,
  reports: readonly Progress[],
  now: Instant,
): Promise<void> {
  const said = [...Map.groupBy(reports, ({ invitationId }) => invitationId).values()].map((own) => own.reduce(joined));
  const ids = said.map(({ invitationId }) => invitationId);
  // A stale read costs half; the write is conditional on it.
  const load = (reads: Reads, { isAgain }: Round) => reads.read(byId(ids, progressPlace), { maybeStale: !isAgain });
  await execute(table, { now }, load, (found) => {
    const steps = said.flatMap((report) => {
      const stored = found.get(report.invitationId) ?? null;
      const before = stored?.progress ?? null;
      const after = before === null ? report : joined(before, report);
      return before !== null && isSameProgress(before, after)
        ? []
        : [{ before, after, version: stored?.version ?? null }];
    });
    const writes = [...steps.map((step) => progressWrite(step, step.version)), ...tallyOf(steps).map(weekWrite)];
    return done(writes);
  });
}
