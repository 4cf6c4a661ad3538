import { Refusal } from "../domain/refusal.ts";
import type { Instant } from "../domain/time.ts";
import type { IdempotencyClaim, IdempotencyRecord } from "../store/idempotency.ts";

/** The record of an earlier, equal request; null when this is the first, or its 24 hours are over. Refuses a key that was used for another body. */
export function earlierAnswer(
  claim: IdempotencyClaim | null,
  record: IdempotencyRecord | null,
  now: Instant,
): IdempotencyRecord | null {
  if (claim === null || record === null || record.expiresAt <= now) return null;
  if (record.bodyHash !== claim.bodyHash) throw keyReused(claim);
  return record;
}

/** The refusal of a key that came with another body before, by the name under which it was sent. */
export const keyReused = ({ sentAs = "Idempotency-Key" }: IdempotencyClaim): Refusal =>
  new Refusal("idempotency-key-reused", `This ${sentAs} was used for another request within 24 hours.`);
