import { settleCustomer } from "../rules/administrators.ts";
import type { AdministratorPolicy } from "../rules/administrator.ts";
import type { Customer } from "../model.ts";
import { advanceRecovery } from "../rules/recovery.ts";
import { inTurn } from "../../kernel/steps.ts";
import type { Instant } from "../../kernel/time.ts";
import { customerWrites } from "../items/item.ts";
import { causeOfSweep, commitSwept } from "../../transaction/cause-of-sweep.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** Removes entries that were not confirmed in time, and mails the link of a recovery that nobody stopped. */
export async function advanceDueCustomer(
  { table }: Pick<Dependencies, "table">,
  customer: Customer,
  policy: AdministratorPolicy,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<"settled" | "left"> {
  const steps = inTurn(
    customer,
    (current) => settleCustomer(current, now),
    (current) => advanceRecovery(current, now, policy),
  );
  if (steps.length === 0) return "left";
  return commitSwept(table, "settled", customerWrites(steps, causeOfSweep({ partnerId: "" }, now, correlationId)), now);
}
