import { openDataRequests } from "../../shared/data-requests/item.ts";
import {
  workOnRequest,
  type Work,
  type WorkNeeds,
  type WorkOutcome,
} from "../../shared/data-requests/work-on-request.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import { log } from "../../shared/runtime/log.ts";

/** Time left for one more page: a page has a megabyte, and each item in it can need a write. */
const reserveMs = 90_000;

/** How long the run may still take. */
interface Context {
  readonly awsRequestId: string;
  readonly getRemainingTimeInMillis: () => number;
}

/** Works on every request that is not done, the oldest first, for as long as there is time. The next run goes on. */
export const fulfilDataRequests =
  (needs: WorkNeeds, clock: Clock) =>
  async (_: unknown, context: Context): Promise<Readonly<Record<string, WorkOutcome>>> => {
    const outcomes: Record<string, WorkOutcome> = {};
    let failed = 0;
    const hasTime = () => context.getRemainingTimeInMillis() > reserveMs;
    for (const id of await openDataRequests(needs.table)) {
      if (!hasTime()) break;
      let work: Work;
      do {
        work = await workOnRequest(needs, id, clock());
        failed += work.failed;
      } while (work.outcome === "worked" && hasTime());
      outcomes[id] = work.outcome;
      log("info", "worked on data request", { id, outcome: work.outcome });
    }
    // The alarm on this function's errors reports items that no run can work on.
    if (failed > 0) throw new Error(`${failed} items of data requests could not be worked on.`);
    return outcomes;
  };
