import type { Instant } from "../kernel/time.ts";
import type { Cause } from "../events/envelope.ts";
import { Superseded } from "../table/superseded.ts";
import type { Table } from "../table/table.ts";
import type { Write } from "../table/writes.ts";
import { commit } from "./commit.ts";

/** The cause of what a sweep does to something of a partner's. */
export const causeOfSweep = (
  { partnerId }: { readonly partnerId: string },
  now: Instant,
  correlationId: string,
): Cause => ({
  partnerId,
  actor: { kind: "job", id: "sweep-due" },
  now,
  correlationId,
  causationId: null,
});

/** Writes what a sweep decided on; `left` where somebody else was faster, for a later sweep sees what is due then. */
export const commitSwept = <Outcome extends string>(
  table: Table,
  outcome: Outcome,
  writes: readonly Write[],
  now: Instant,
): Promise<Outcome | "left"> =>
  commit(table, { answer: (): Outcome | "left" => outcome, writes }, { now }).catch((error: unknown) => {
    if (error instanceof Superseded) return "left";
    throw error;
  });
