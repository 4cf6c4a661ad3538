import type { Instant } from "../kernel/time.ts";
import { idempotencyWrite, type IdempotencyClaim } from "../table/idempotency.ts";
import type { Dependencies } from "./dependencies.ts";
import { loadWithRecord } from "./claim.ts";

/**
 * Notes under its key that a call of many parts has begun, before any of them is carried out; answers whether it had begun
 * before. Refuses a key that came with another body. The parts have keys of their own, so a call that broke off goes on.
 * There is nothing to decide on, so it is one write, and nothing is read before it.
 */
export async function claimCall(
  { table }: Pick<Dependencies, "table">,
  claim: IdempotencyClaim,
  now: Instant,
): Promise<boolean> {
  const { item, condition } = idempotencyWrite(claim, { status: 200, aggregate: claim.partnerId, sequence: 0 }, now);
  if (await table.put(item, condition)) return false;
  return (await loadWithRecord(table, claim, now, ({ read }) => read(null))).earlier !== null;
}
