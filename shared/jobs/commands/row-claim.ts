import type { Instant } from "../../kernel/time.ts";
import type { Claim } from "../../transaction/commit.ts";
import { resultPlace, resultWrite } from "../item.ts";

/** A row has a result, which another run has stored. */
export class RowSettled extends Error {}

/**
 * Carries a row out once only: its result is written in the transaction of its command, and only if it has none. The caller has
 * read that there is none, so it is read only after another write came first.
 */
export function rowClaim(jobId: string, row: number, now: Instant): Claim {
  let isFirst = true;
  return {
    load: async (table, _, load) => {
      if (!isFirst && (await table.read({ settled: resultPlace(jobId, row) })).settled !== null) throw new RowSettled();
      isFirst = false;
      return { earlier: null, found: await load(table) };
    },
    write: ({ aggregate }) => resultWrite(jobId, { row, result: "ok", id: aggregate, refusal: null }, now),
  };
}
