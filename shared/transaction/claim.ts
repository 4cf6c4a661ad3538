import { Refusal } from "../kernel/refusal.ts";
import type { Instant } from "../kernel/time.ts";
import { answerPlace, idempotencyWrite, type IdempotencyClaim, type IdempotencyRecord } from "../table/idempotency.ts";
import type { Plan, ReadOptions } from "../table/plans.ts";
import type { Table } from "../table/table.ts";
import type { AnswerRecord, Claim, Outcome, Reads } from "./commit.ts";

/**
 * A caller's claim for `execute`, or the claim of a command that is carried out for something else, as it is. It is passed in, so
 * that functions without claims do not bundle the code.
 */
export const claimed = <C extends IdempotencyClaim | Claim | null>(claim: C): Claim | (C & null) =>
  claim && (isClaim(claim) ? claim : claimOf(claim));

const isClaim = (claim: IdempotencyClaim | Claim): claim is Claim => "write" in claim;

const claimOf = (claim: IdempotencyClaim): Claim => ({
  load: (table, now, load) => loadWithRecord(table, claim, now, load),
  write: (record: AnswerRecord, now: Instant) => idempotencyWrite(claim, record, now),
});

/** The refusal of a key that came with another body before, by the name under which it was sent. */
export const keyReused = ({ sentAs = "Idempotency-Key" }: IdempotencyClaim): Refusal =>
  new Refusal("idempotency-key-reused", `This ${sentAs} was used for another request within 24 hours.`);

/**
 * Loads, and finds in the same first read whether an equal request was answered before, which ends the load. Refuses a key
 * that was used for another body.
 */
export async function loadWithRecord<Loaded>(
  table: Reads,
  claim: IdempotencyClaim,
  now: Instant,
  load: (reads: Reads) => Promise<Loaded>,
): Promise<Outcome<Loaded>> {
  // What a plan finds has the type that its reader gives it.
  const readAny = table.read as (plan: Plan, options?: ReadOptions) => Promise<unknown>;
  let isAsked = false;
  let earlier: IdempotencyRecord | null = null;
  const read = async (plan: Plan, options?: ReadOptions): Promise<unknown> => {
    if (isAsked) return readAny(plan, options);
    isAsked = true;
    const both = await readAny({ record: answerPlace(claim), found: plan }, options);
    const { record, found } = both as { readonly record: IdempotencyRecord | null; readonly found: unknown };
    // A record counts for its 24 hours.
    if (record === null || record.expiresAt <= now) return found;
    if (record.bodyHash !== claim.bodyHash) throw keyReused(claim);
    earlier = record;
    throw new Error("The request was answered before.");
  };
  try {
    return { earlier: null, found: await load({ read: read as Table["read"] }) };
  } catch (error) {
    if (earlier) return { earlier };
    throw error;
  }
}
