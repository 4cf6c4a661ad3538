import type { Claim } from "./commit.ts";

/** A command has decided. */
class Decided extends Error {}

/**
 * Runs a command up to its decision, under a claim that stops it before anything is counted or written; throws what the command
 * refuses. The command must record its answer under its claim.
 */
export async function wouldBeDone(run: (claim: Claim) => Promise<unknown>): Promise<void> {
  const claim: Claim = {
    load: async (table, _, load) => ({ earlier: null, found: await load(table) }),
    write: () => {
      throw new Decided();
    },
  };
  await run(claim).catch((error: unknown) => {
    if (!(error instanceof Decided)) throw error;
  });
}
