import { addDays, dayOf, type Instant } from "../../kernel/time.ts";
import { confirmationPolicy } from "../../policy/confirmations.ts";
import { partnerKeys } from "../items/keys.ts";
import type { Quotas } from "../answers.ts";
import { counterOf, usedPlace } from "../items/quotas.ts";
import { limitOf } from "./counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** The quotas of a partner and what is left of them. */
export async function readQuotas(
  { table, policy }: Pick<Dependencies, "table" | "policy">,
  partnerId: string,
  now: Instant,
): Promise<Quotas> {
  const { open, day, confirmations } = await table.read({
    open: usedPlace(counterOf("open", partnerId, "", now)),
    day: usedPlace(counterOf("day", partnerId, "", now)),
    confirmations: usedPlace({ key: partnerKeys.confirmationQuota(partnerId, dayOf(now)), name: "used" }),
  });
  const resetsAt = addDays(`${dayOf(now)}T00:00:00.000Z`, 1);
  const counted = (limit: number, used: number) => ({ limit, used, left: Math.max(0, limit - used) });
  return {
    openInvitations: counted(limitOf(policy, "open"), open),
    perDay: { ...counted(limitOf(policy, "day"), day), resetsAt },
    perAddressPerDay: { limit: limitOf(policy, "address"), resetsAt },
    confirmationsPerDay: { ...counted(confirmationPolicy.perDay, confirmations), resetsAt },
  };
}
