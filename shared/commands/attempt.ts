import { Refusal } from "../domain/refusal.ts";
import { Superseded } from "../store/superseded.ts";

const rounds = 5;

/**
 * Runs load → decide → save, and runs it again on what is true now when somebody else was faster:
 * the loser of a race gets the answer of whoever comes second.
 */
export async function attempt<Result>(run: (round: number) => Promise<Result>): Promise<Result> {
  for (let round = 0; round < rounds; round++) {
    try {
      return await run(round);
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  }
  throw new Refusal("busy", "Too many changes are happening to this at the same moment. Try again.");
}
