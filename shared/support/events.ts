import * as z from "zod/mini";
import { event } from "../asyncapi/description.ts";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { personal, text, version } from "../schema/values.ts";
import { supportRequest } from "./answers.ts";

const message = z
  .strictObject({
    number: described(version, "Number of the message, from 1."),
    text: described(personal(text), "The message."),
  })
  .register(documented, { description: "The message that was written." });
const written = z.strictObject({ request: supportRequest, message });

/** What happens to support requests. */
export const supportEvents = {
  SupportRequestOpened: event("A partner opened a support request on a customer's behalf.", written),
  SupportRequestContinued: event("The partner wrote another message before there was an answer.", written),
  SupportRequestAnswered: event("The operator answered a support request.", written),
  SupportRequestReopened: event("The partner wrote again after an answer.", written),
  SupportRequestClosed: event(
    "The partner or the operator closed a support request.",
    z.strictObject({ request: supportRequest }),
  ),
};

/** Events of a support request, one per row of its lifecycle. */
export type SupportEventType = keyof typeof supportEvents;
