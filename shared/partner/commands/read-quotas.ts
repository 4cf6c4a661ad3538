import { addDays, dayOf, type Instant } from "../../kernel/time.ts";
import { confirmationPolicy } from "../../policy/confirmations.ts";
import { partnerKeys } from "../items/keys.ts";
import { quotaKey, usedPlace } from "../items/quotas.ts";
import { limitOf } from "./counted-quotas.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** What is counted in one place. */
interface Counted {
  readonly limit: number;
  readonly used: number;
  readonly left: number;
}

/** A count that begins anew with each day (UTC). */
interface OfTheDay {
  readonly resetsAt: Instant;
}

/** The quotas of a partner. What goes to one address is counted for each by itself, and has only a limit here. */
export interface QuotasReading {
  readonly openInvitations: Counted;
  readonly perDay: Counted & OfTheDay;
  readonly perAddressPerDay: Pick<Counted, "limit"> & OfTheDay;
  readonly confirmationsPerDay: Counted & OfTheDay;
}

/** What a partner may use up and how much of it is left, by the counters that refuse. One read request. */
export async function readQuotas(
  { table, policy }: Pick<Dependencies, "table" | "policy">,
  partnerId: string,
  now: Instant,
): Promise<QuotasReading> {
  const { open, day, confirmations } = await table.read({
    open: usedPlace(quotaKey("open", partnerId, "", now)),
    day: usedPlace(quotaKey("day", partnerId, "", now)),
    confirmations: usedPlace(partnerKeys.confirmationQuota(partnerId, dayOf(now))),
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
