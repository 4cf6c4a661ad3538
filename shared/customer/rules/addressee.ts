import { Refusal } from "../../kernel/refusal.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Administrator, Contact, Customer } from "../model.ts";
import { isCoolingOff } from "./administrator.ts";

/**
 * The administrator whom a partner asks if it names nobody: its newest contact who is one, else the one of longest
 * standing. Refuses while nobody can answer.
 */
export function addresseeOf(
  { id, administrators }: Pick<Customer, "id" | "administrators">,
  contacts: readonly Contact[],
  now: Instant,
): Administrator {
  const able = administrators.filter((one) => !isCoolingOff(one, now));
  const known = contacts.flatMap(({ email }) => able.filter((one) => one.email === email));
  const [chosen] = [...known, ...able.toSorted((a, b) => (a.since < b.since ? -1 : 1))];
  if (chosen !== undefined) return chosen;
  const [until] = administrators.map(({ coolOffUntil }) => coolOffUntil).sort();
  if (until === undefined)
    throw new Refusal("customer-unattended", "The customer has no administrator who could answer.", {
      customers: [id],
    });
  throw new Refusal("cool-off", `Its administrators are new, and can answer from ${until} on.`, { until });
}
