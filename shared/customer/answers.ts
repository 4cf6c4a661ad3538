import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { described, sandbox } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { count, text } from "../schema/values.ts";
import { verification } from "../terms/model.ts";
import { customer as model, recovery as recoveryModel } from "./model.ts";

/** A customer as events contain it, without its administrators. */
export const customer = z
  .strictObject({
    id: model.shape.id,
    version: described(model.shape.version, "Counts the customer's events; 0 before the first."),
    name: model.shape.name,
    verified: described(
      z.nullable(
        z
          .strictObject({ at: described(verification.shape.at, "When."), how: text })
          .register(documented, { description: "When and how the operator verified the customer." }),
      ),
      "Null while the name is not verified.",
    ),
    externalId: described(model.shape.externalId, "The vendor's account. Identify an account only by this."),
    attended: described(z.boolean(), "Whether it has an administrator."),
    administrators: described(count, "Number of administrators."),
    since: described(model.shape.foundedAt, "When it was founded."),
    sandbox,
  })
  .register(documented, { id: "Customer", description: "An organisation for which somebody has accepted a request." });

/** A customer as events and the operator's API show it. */
export type CustomerReading = DeepReadonly<z.output<typeof customer>>;

const recovery = z.object({
  status: described(
    recoveryModel.shape.status,
    "`waiting`: an administrator can stop it. `stopped`: only `force` overrules it. `confirming`: the address has received its link.",
  ),
  force: described(recoveryModel.shape.force, "Whether the waiting period was overruled."),
  requestedAt: described(recoveryModel.shape.requestedAt, "When the operator requested it."),
  dueAt: described(recoveryModel.shape.dueAt, "When the address is mailed its link, unless an administrator stops it."),
});
const underWay = "Null if there is none, under way or stopped.";

/** A customer in the operator's list, without the address and reason of its recovery. */
export const listedCustomer = z
  .extend(customer, { recovery: described(z.nullable(recovery), underWay) })
  .register(documented, { id: "ListedCustomer", description: "A customer in the operator's list." });
export type ListedCustomer = DeepReadonly<z.output<typeof listedCustomer>>;

/** A customer as the operator reads it, without its administrators. */
export const supervisedCustomer = z
  .extend(customer, {
    recovery: described(
      z.nullable(z.extend(recovery, z.pick(recoveryModel, { email: true, reason: true }).shape)),
      underWay,
    ),
  })
  .register(documented, { id: "SupervisedCustomer", description: "A customer as the operator reads it." });
export type SupervisedCustomer = DeepReadonly<z.output<typeof supervisedCustomer>>;
