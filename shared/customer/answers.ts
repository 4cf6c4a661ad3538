import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { described, sandbox } from "../openapi/values.ts";
import { count, idOf, personal, personalText, text } from "../schema/values.ts";

/** What may be told of a customer: never who its administrators are. */
export const customer = z
  .strictObject({
    id: idOf("customer"),
    version: described(count, "Counts the customer's events; 0 before the first."),
    // Where the customer is one person, so is its name.
    name: personal(text),
    verified: described(
      z.nullable(
        z
          .strictObject({ at: described(instant, "When."), how: text })
          .register(documented, { description: "When and how the operator verified the customer." }),
      ),
      "Null while nobody has checked the name.",
    ),
    externalId: described(z.nullable(text), "The vendor's account. Act on an account only by this."),
    attended: described(z.boolean(), "Whether an administrator can speak for it."),
    administrators: described(count, "How many administrators it has."),
    since: described(instant, "When it was founded."),
    sandbox,
  })
  .register(documented, { id: "Customer", description: "An organisation that somebody accepted for." });

/** A customer as events and the operator's API show it. */
export type CustomerReading = DeepReadonly<z.output<typeof customer>>;

const recovery = z.object({
  status: described(
    z.enum(["waiting", "stopped", "confirming"]),
    "`waiting`: an administrator can stop it. `stopped`: only `force` overrules that. `confirming`: the address has its link.",
  ),
  force: described(z.boolean(), "Whether the wait was overruled."),
  requestedAt: described(instant, "When the operator asked for it."),
  dueAt: described(instant, "When the address is mailed its link, unless an administrator stops it."),
});
const underWay = "Null where none is under way or was stopped.";

/** A customer in the operator's list. Whom its recovery is for and why is not told there. */
export const listedCustomer = z
  .extend(customer, { recovery: described(z.nullable(recovery), underWay) })
  .register(documented, { id: "ListedCustomer", description: "A customer in the operator's list." });
export type ListedCustomer = DeepReadonly<z.output<typeof listedCustomer>>;

/** A customer as the operator sees it. Who its administrators are is not told. */
export const supervisedCustomer = z
  .extend(customer, {
    recovery: described(
      z.nullable(z.extend(recovery, { email: personalText, reason: personal(z.string()) })),
      underWay,
    ),
  })
  .register(documented, { id: "SupervisedCustomer", description: "A customer as the operator sees it." });
export type SupervisedCustomer = DeepReadonly<z.output<typeof supervisedCustomer>>;
