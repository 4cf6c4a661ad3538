import { addDays, dayOf, type Instant } from "../domain/time.ts";
import { confirmationPolicy } from "../policy/confirmations.ts";
import { keys } from "../store/keys.ts";
import { quotaKey, usedPlace } from "../store/quotas.ts";
import type { Dependencies } from "./dependencies.ts";
import { limitOf } from "./save-counted.ts";

/** One quota of a partner. What is used of it is null where it is counted for each address by itself. */
export interface QuotaReading {
  /** As the problem `quota` names it. */
  readonly quota: "open" | "day" | "address" | "confirmations";
  readonly limit: number;
  readonly used: number | null;
  readonly left: number | null;
  /** When a day's count begins anew; null for what only ends free. */
  readonly resetsAt: Instant | null;
}

/** What a partner may use up and how much of it is left, by the counters that refuse. One read request. */
export async function readQuotas(
  { table, policy }: Pick<Dependencies, "table" | "policy">,
  partnerId: string,
  now: Instant,
): Promise<QuotaReading[]> {
  const { open, day, confirmations } = await table.read({
    open: usedPlace(quotaKey("open", partnerId, "", now)),
    day: usedPlace(quotaKey("day", partnerId, "", now)),
    confirmations: usedPlace(keys.confirmationQuota(partnerId, dayOf(now))),
  });
  const resetsAt = addDays(`${dayOf(now)}T00:00:00.000Z`, 1);
  const counted = (limit: number, used: number) => ({ limit, used, left: Math.max(0, limit - used) });
  return [
    { quota: "open", ...counted(limitOf(policy, "open"), open), resetsAt: null },
    { quota: "day", ...counted(limitOf(policy, "day"), day), resetsAt },
    { quota: "address", limit: limitOf(policy, "address"), used: null, left: null, resetsAt },
    { quota: "confirmations", ...counted(confirmationPolicy.perDay, confirmations), resetsAt },
  ];
}
