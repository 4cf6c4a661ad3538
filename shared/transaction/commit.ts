import type { Instant } from "../kernel/time.ts";
import type { IdempotencyRecord } from "../table/idempotency.ts";
import { NotBegun } from "../table/superseded.ts";
import type { Table } from "../table/table.ts";
import type { Write } from "../table/writes.ts";
import type { Counting, QuotaLeft } from "../partner/commands/counted-quotas.ts";

/** What a loader reads with. */
export type Reads = Pick<Table, "read">;

/** What a load ends with: what it found, or the record of an earlier, equal request. */
export type Outcome<Loaded> =
  { readonly earlier: IdempotencyRecord } | { readonly earlier: null; readonly found: Loaded };

/** What is stored of an answer, so that a replay can repeat it. */
export type AnswerRecord = Pick<IdempotencyRecord, "status" | "aggregate" | "sequence">;

/** A caller's request to be carried out once only. */
export interface Claim {
  /** Loads, unless an equal request was answered before. */
  readonly load: <Loaded>(
    table: Reads,
    now: Instant,
    load: (reads: Reads) => Promise<Loaded>,
  ) => Promise<Outcome<Loaded>>;
  readonly write: (record: AnswerRecord, now: Instant) => Write;
}

/** The time of a command, and the claim of its caller. */
export interface CommandMoment {
  readonly now: Instant;
  readonly claim?: Claim | null;
}

/** Writes of one transaction, and how many more invitations of the partner are open after them; below zero where fewer are. */
export interface CountedWrites {
  readonly writes: readonly Write[];
  readonly opened: number;
}

/** What changes nothing. */
export const nothing: CountedWrites = { writes: [], opened: 0 };

/** What a command comes to. */
export interface Decision<Answer> {
  /** The answer once it is written, made with what is left of the quotas that it was counted against. */
  readonly answer: (quotas: readonly QuotaLeft[]) => Answer;
  /** One transaction, with the record; there is none where both are empty. */
  readonly writes: readonly Write[];
  /** What has to be there before them and does no harm without them, done while others are counted. */
  readonly before?: () => Promise<unknown>;
  /** Counts what it sends, opens and closes; absent where nothing of that is done. */
  readonly counting?: Counting;
  /** What the claim, if there is one, notes of the answer. */
  readonly record?: AnswerRecord;
}

/** A decision that is answered by nothing but that it is done. */
export const done = (writes: readonly Write[] = []): Decision<void> => ({ answer: () => undefined, writes });

/** Writes what was decided, in one transaction with the record of the claim, and has it counted. */
export async function commit<Answer>(
  table: Table,
  { answer, writes, before, counting, record }: Decision<Answer>,
  { now, claim }: CommandMoment,
): Promise<Answer> {
  const all = claim && record ? [...writes, claim.write(record, now)] : writes;
  const prepared = Promise.allSettled([before?.()]);
  const write = async (): Promise<void> => {
    const [outcome] = await prepared;
    if (outcome.status === "rejected") throw new NotBegun("What comes before it failed.", { cause: outcome.reason });
    if (all.length > 0) await table.transact(all);
  };
  try {
    return answer((counting ? await counting(table, now, write) : await write()) ?? []);
  } catch (error) {
    // Who undoes it must not come before it.
    await prepared;
    throw error instanceof NotBegun ? error.cause : error;
  }
}
