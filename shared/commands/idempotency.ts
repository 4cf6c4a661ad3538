import { Refusal } from "../domain/refusal.ts";
import type { Instant } from "../domain/time.ts";
import { parseIdempotency, type IdempotencyClaim, type IdempotencyRecord } from "../store/idempotency.ts";
import type { RawItem } from "../store/table.ts";

/** The record of an earlier, equal request; null when this is the first. Refuses a key that was used for another body. */
export function earlierAnswer(
  claim: IdempotencyClaim | null,
  item: RawItem | null | undefined,
  now: Instant,
): IdempotencyRecord | null {
  const record = claim && parseIdempotency(item, now);
  if (record && record.bodyHash !== claim.bodyHash) throw keyReused(claim);
  return record;
}

/** The refusal of a key that came with another body before, by the name under which it was sent. */
export const keyReused = ({ sentAs = "Idempotency-Key" }: IdempotencyClaim): Refusal =>
  new Refusal("idempotency-key-reused", `This ${sentAs} was used for another request within 24 hours.`);
