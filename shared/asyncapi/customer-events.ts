import * as z from "zod/mini";
import type { CustomerEventType } from "../domain/event.ts";
import { senderModes } from "../domain/senders.ts";
import { described, idOf, text, version } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { told, type EventDescriptions } from "./description.ts";
import { administrator } from "./pseudonyms.ts";

const signIn = z.strictObject({
  signIn: z
    .strictObject({
      customerId: idOf("customer"),
      administrator: described(text, "Pseudonym of the administrator who wants to sign in."),
      number: described(version, "Which link goes out; never the link itself."),
      endsAt: described(instant, "When the link ends."),
      locale: text,
      next: described(text, "The page that was wanted; empty for the first one."),
    })
    .register(documented, { description: "The link that goes out." }),
});
const partners = (description: string) => described(z.array(idOf("partner")), description);
const senders = z.strictObject({
  senders: z
    .strictObject({
      mode: described(z.enum(senderModes), "Whether every partner may ask, or only those that are listed."),
      blocked: partners("Partners that may not ask, whatever the mode."),
      listed: partners("Partners that may ask while only listed ones may."),
    })
    .register(documented, { description: "Who may ask the customer for something." }),
  administrator,
});

/** What customers do that is about no single partner. */
export const customerEvents: EventDescriptions<CustomerEventType> = {
  SignInRequested: told("SignInRequested", "An administrator of a customer wants to sign in to the portal.", signIn),
  SendersChanged: told("SendersChanged", "A customer said who may ask it for something.", senders),
};
