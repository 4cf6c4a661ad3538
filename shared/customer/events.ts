import * as z from "zod/mini";
import { senderModes } from "./model.ts";
import { described } from "../openapi/values.ts";
import { idOf, personal, personalText, text, version } from "../schema/values.ts";
import { customer } from "./answers.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { event } from "../asyncapi/description.ts";

const signIn = z.strictObject({
  signIn: z
    .strictObject({
      address: described(text, "Pseudonym of the address."),
      number: described(version, "Number of the link; never the link itself."),
      endsAt: described(instant, "When the link ends."),
      locale: text,
      next: described(text, "The requested page; empty for the first one."),
    })
    .register(documented, { description: "The link that is mailed." }),
});
const partners = (description: string) => described(z.array(idOf("partner")), description);

const pseudonym = described(text, "Pseudonym of the address.");
const person = z
  .strictObject({ id: pseudonym, email: personalText })
  .register(documented, { description: "The address." });
const by = z
  .strictObject({ id: pseudonym, email: personalText, name: personal(z.nullable(text)) })
  .register(documented, { description: "The administrator who did it." });
const byOrNobody = described(
  z.nullable(by),
  "The administrator who did it; null for the operator, a job, or the mailbox itself.",
);

const senders = z.strictObject({
  senders: z
    .strictObject({
      mode: described(z.enum(senderModes), "Whether every partner may send requests, or only listed ones."),
      blocked: partners("Partners that may not send requests in any mode."),
      listed: partners("Partners that may send requests in mode `listed`."),
    })
    .register(documented, { description: "Which partners may send requests to the customer." }),
  by,
});

const number = described(version, "Number of the mailed link; never the link itself.");
const recovery = {
  customer,
  reason: personal(text),
  force: described(z.boolean(), "Whether the operator overruled the waiting period and an earlier stop."),
  by: byOrNobody,
};
const causes = ["removed", "left", "unconfirmed", "unreachable", "erased"] as const;

/** What customers do that is about no single partner. */
export const customerEvents = {
  SignInRequested: event("An administrator requested a link to sign in to the portal.", signIn),
  SendersChanged: event("A customer changed which partners may send it requests.", senders),
  AdministratorAdded: event(
    "An address was added as an administrator and is asked to confirm.",
    z.strictObject({
      customer,
      administrator: person,
      by: byOrNobody,
      expiresAt: described(instant, "Until when it can confirm."),
      number,
    }),
  ),
  AdministratorConfirmed: event(
    "An added address confirmed and is now an administrator.",
    z.strictObject({
      customer,
      administrator: person,
      coolOffUntil: described(z.nullable(instant), "End of the cool-off, during which it cannot grant; null for none."),
    }),
  ),
  AdministratorRemoved: event(
    "An administrator, or an address that had not confirmed, was removed.",
    z.strictObject({
      customer,
      administrator: person,
      by: byOrNobody,
      cause: described(z.enum(causes), "The cause. `unconfirmed`: it did not confirm in time."),
      confirmed: z.optional(described(z.boolean(), "Whether it had confirmed, and so was an administrator.")),
    }),
  ),
  CustomerAnnotated: event(
    "A partner changed what it calls a customer, or its tags.",
    z.strictObject({
      annotations: z
        .strictObject({
          customerId: idOf("customer"),
          partnerId: idOf("partner"),
          alias: personal(z.nullable(text)),
          tags: described(z.array(text), "The partner's own words for some of its customers."),
        })
        .register(documented, { description: "The partner's own alias and tags of the customer." }),
      changed: described(z.array(z.enum(["alias", "tags"])), "What changed."),
    }),
  ),
  CustomerChanged: event(
    "The customer's name, verification or vendor account changed.",
    z.strictObject({
      customer,
      changed: described(z.array(z.enum(["name", "externalId", "verified"])), "What changed."),
      previous: z.optional(
        z
          .partial(z.pick(customer, { name: true, externalId: true, verified: true }))
          .register(documented, { description: "Previous values of the changed fields." }),
      ),
      by: byOrNobody,
    }),
  ),
  CustomerUnattended: event(
    "The customer has no administrators any more: nothing is granted, renewed or extended.",
    z.strictObject({ customer }),
  ),
  CustomerAttended: event("The customer has an administrator again.", z.strictObject({ customer })),
  CustomerRecoveryRequested: event(
    "The operator requested to make an address an administrator.",
    z.strictObject({
      ...recovery,
      administrator: person,
      number,
      dueAt: described(instant, "When the address is mailed its link, unless an administrator stops it."),
    }),
  ),
  CustomerRecoveryStopped: event("An administrator stopped a recovery.", z.strictObject(recovery)),
  CustomerRecoveryCompleted: event(
    "The address of a recovery confirmed and is now an administrator.",
    z.strictObject(recovery),
  ),
};

/** Events of a customer's own, and of an address that wants to sign in. */
export type CustomerEventType = keyof typeof customerEvents;

/** Events of a customer's own state, without sign-ins and senders. */
export type CustomerStateEventType = Exclude<
  CustomerEventType,
  "SignInRequested" | "SendersChanged" | "CustomerAnnotated"
>;
