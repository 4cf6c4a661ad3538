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
      "`bounce`: mail to the address cannot arrive, so none is sent. `complaint`: its owner called a mail unwanted, so only codes, sign-in links and notices to a customer's administrators are sent.",
    ),
    at: described(instant, "Since when."),
  })
  .register(documented, { id: "Suppression", description: "Why mail to an address is stopped." });

/** What stops mail to an address. */
export const suppressionReading = z
  .strictObject({
    email: described(mailAddress, "The address in its normalised form."),
    suppressions: described(z.array(suppression), "What stops mail in Rapport; empty where nothing does."),
    accountList: described(z.nullable(suppression), "What SES' list of the account says; null where it has no entry."),
    lifts: described(
      z.array(
        z.strictObject({
          at: described(instant, "When it was lifted."),
          by: described(text, "Id of the operator's user."),
          reason: described(text, "Why."),
          lifted: described(z.array(suppression), "What stood in Rapport before."),
          accountList: described(z.boolean(), "Whether SES' list had the address."),
        }),
      ),
      "What was lifted so far, newest first.",
    ),
  })
  .register(documented, { id: "SuppressionReading", description: "What stops mail to an address." });
