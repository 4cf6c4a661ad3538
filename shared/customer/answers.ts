import * as z from "zod/mini";
import type { CustomerReading } from "./model.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { schemaOf } from "../openapi/description.ts";
import { described, sandbox } from "../openapi/values.ts";
import { count, idOf, personal, text } from "../schema/values.ts";

/** A customer as events and the operator's API show it. */
export const customer = schemaOf<CustomerReading>()(
  z.strictObject({
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
  }),
).register(documented, { id: "Customer", description: "An organisation that somebody accepted for." });
