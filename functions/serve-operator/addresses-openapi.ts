import * as z from "zod/mini";
import { suppressionReasons } from "../../shared/delivery/rules/address-standing.ts";
import type { AnswerDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { instant, mailAddress } from "../../shared/schema/primitives.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { AddressRoute } from "./addresses.ts";
import type { routes } from "./manifest.ts";
import { liftBody, lookupBody } from "./requests.ts";

const suppression = z
  .strictObject({
    reason: described(
      z.enum(suppressionReasons),
      "`bounce`: mail to the address cannot arrive, so none is sent. `complaint`: its owner called a mail unwanted, so only codes, sign-in links and notices to a customer's administrators are sent.",
    ),
    at: described(instant, "Since when."),
  })
  .register(documented, { id: "Suppression", description: "Why mail to an address is stopped." });

const reading = z
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

const asItIs: AnswerDescription = { description: "What stops mail to the address now.", schema: reading };
const email = "it@customer.example";

/** What the document says of addresses. */
export const addressRoutes: Pick<RouteDescriptions<typeof routes>, AddressRoute> = {
  "POST /v1/operator/addresses/lookup": {
    operationId: "lookUpAddress",
    summary: "Look up what stops mail to an address",
    description:
      "In Rapport and in SES. Changes nothing. An address that never got a mail is no error: nothing stops mail to it.",
    body: { schema: lookupBody, examples: { address: { summary: "One address", value: { email } } } },
    answers: { 200: asItIs },
  },
  "POST /v1/operator/addresses/lift": {
    operationId: "liftSuppression",
    summary: "Let mail go to an address again",
    description:
      "Takes the address off SES' list of the account and out of Rapport's suppressions, and keeps who did so and why. What its owner said about reminders stays. Where nothing stops mail, nothing changes and the answer is the same, so the request can be repeated.",
    body: {
      schema: liftBody,
      examples: { mended: { summary: "The mailbox exists again", value: { email, reason: "Mailbox was restored" } } },
    },
    answers: { 200: asItIs },
  },
};
