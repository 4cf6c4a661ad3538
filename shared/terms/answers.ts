import * as z from "zod/mini";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { asked, invitedCustomer, message } from "./model.ts";
import { personal, text } from "../schema/values.ts";

/** A partner's own words in a mail. */
export const ownWords = z
  .strictObject(message.shape)
  .register(documented, { id: "Message", description: "A partner's own message." });

/** The same by language. */
export const messages = described(z.record(text, ownWords), "The partner's message by language of the customer.");

/** What an invitation asks for, and of whom. */
export const shownTerms = {
  customer: z
    .strictObject(invitedCustomer.shape)
    .register(documented, { id: "InvitedCustomer", description: "The invited customer, as given by the partner." }),
  ...asked,
  message: personal(z.nullable(ownWords)),
};
