import { Refusal } from "../kernel/refusal.ts";
import type { IdempotencyRecord } from "../table/idempotency.ts";
import { Superseded } from "../table/superseded.ts";
import type { Table } from "../table/table.ts";
import { commit, type CommandMoment, type Decision, type Outcome, type Reads } from "./commit.ts";

/** What a command knows of the rounds that were lost to other writes. */
export interface Round {
  /** Somebody else's write came before an earlier round's. */
  readonly isAgain: boolean;
  /** Does what is no table write and returns its result, once over all rounds; anew only where that does not hold any more. */
  readonly once: <Done>(effect: () => Promise<Done>, holds?: (done: Done) => boolean) => Promise<Done>;
}

const rounds = 5;

/**
 * The frame of every command: load, give the earlier answer to an equal request, decide, commit; and all of it again on what is
 * true now where another write came first. `load` refuses by itself. `again` makes the answer of an earlier, equal request.
 */
export async function execute<Loaded, Answer>(
  table: Table,
  moment: CommandMoment,
  load: (reads: Reads, round: Round) => Promise<Loaded>,
  decide: (found: Loaded, round: Round) => Decision<Answer> | Promise<Decision<Answer>>,
  again: (record: IdempotencyRecord) => Promise<Answer> = unclaimed,
): Promise<Answer> {
  const once = onceOverRounds();
  for (let lost = 0; lost < rounds; lost++) {
    const round = { isAgain: lost > 0, once };
    try {
      const loaded = await loadUnlessAnswered(table, moment, (reads) => load(reads, round));
      if (loaded.earlier) return await again(loaded.earlier);
      return await commit(table, await decide(loaded.found, round), moment);
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  }
  throw new Refusal(
    "busy",
    "Other requests changed the same resource at the same time. Nothing was changed. Try again.",
  );
}

/** Loads, unless the claim finds that an equal request was answered before. */
export const loadUnlessAnswered = async <Loaded>(
  table: Reads,
  { claim, now }: CommandMoment,
  load: (reads: Reads) => Promise<Loaded>,
): Promise<Outcome<Loaded>> => (claim ? claim.load(table, now, load) : { earlier: null, found: await load(table) });

function onceOverRounds(): Round["once"] {
  let kept: { readonly done: unknown } | null = null;
  return async <Done>(effect: () => Promise<Done>, holds: (done: Done) => boolean = () => true) => {
    if (kept === null || !holds(kept.done as Done)) kept = { done: await effect() };
    return kept.done as Done;
  };
}

const unclaimed = (): Promise<never> => Promise.reject(new Error("There was no claim."));
