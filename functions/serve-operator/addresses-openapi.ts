import { suppressionReading } from "../../shared/delivery/answers.ts";
import { liftBody, lookupBody } from "../../shared/delivery/requests.ts";
import type { AnswerDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import type { AddressRoute } from "./addresses.ts";
import type { routes } from "./manifest.ts";

const asItIs: AnswerDescription = { description: "What stops mail to the address now.", schema: suppressionReading };
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
