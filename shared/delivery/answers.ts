import * as z from "zod/mini";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { instant, mailAddress } from "../schema/primitives.ts";
import { text } from "../schema/values.ts";
import { suppressionReasons } from "./rules/address-status.ts";

const suppression = z
  .strictObject({
    reason: described(
      z.enum(suppressionReasons),
      "`bounce`: the address does not receive mail, so none is sent. `complaint`: its owner reported a mail as unwanted, so only codes, sign-in links and notices to a customer's administrators are sent.",
    ),
    at: described(instant, "Since when."),
  })
  .register(documented, { id: "Suppression", description: "Why an address is suppressed." });

/** What stops mail to an address. */
export const suppressionReading = z
  .strictObject({
    email: described(mailAddress, "The normalised address."),
    suppressions: described(z.array(suppression), "Suppressions in Rapport; empty if there are none."),
    accountList: described(z.nullable(suppression), "The entry of SES' account list; null if there is none."),
    lifts: described(
      z.array(
        z.strictObject({
          at: described(instant, "When it was lifted."),
          by: described(text, "Id of the operator's user."),
          reason: described(text, "Why."),
          lifted: described(z.array(suppression), "The suppressions in Rapport before."),
          accountList: described(z.boolean(), "Whether SES' list had the address."),
        }),
      ),
      "Earlier lifts, newest first.",
    ),
  })
  .register(documented, { id: "SuppressionReading", description: "What stops mail to an address." });
