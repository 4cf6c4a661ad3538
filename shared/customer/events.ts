import * as z from "zod/mini";
import { senderModes } from "./model.ts";
import { described } from "../openapi/values.ts";
import { idOf, personal, personalText, text, version } from "../schema/values.ts";
import { customer } from "./answers.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { told } from "../asyncapi/description.ts";

const signIn = z.strictObject({
  signIn: z
    .strictObject({
      address: described(text, "Pseudonym of the address that wants to sign in."),
      number: described(version, "Which link goes out; never the link itself."),
      endsAt: described(instant, "When the link ends."),
      locale: text,
      next: described(text, "The page that was wanted; empty for the first one."),
    })
    .register(documented, { description: "The link that goes out." }),
});
const partners = (description: string) => described(z.array(idOf("partner")), description);

const pseudonym = described(text, "Pseudonym of the address.");
const person = z
  .strictObject({ id: pseudonym, email: personalText })
  .register(documented, { description: "The address that it is about." });
const by = z
  .strictObject({ id: pseudonym, email: personalText, name: personal(z.nullable(text)) })
  .register(documented, { description: "The administrator who did it." });
const byOrNobody = described(z.nullable(by), "Who did it; null for the operator, a job, or the mailbox itself.");

const senders = z.strictObject({
  senders: z
    .strictObject({
      mode: described(z.enum(senderModes), "Whether every partner may ask, or only those that are listed."),
      blocked: partners("Partners that may not ask, whatever the mode."),
      listed: partners("Partners that may ask while only listed ones may."),
    })
    .register(documented, { description: "Who may ask the customer for something." }),
  by,
});

const number = described(version, "Number of the mailed link; never the link itself.");
const recovery = {
  customer,
  reason: personal(text),
  force: described(z.boolean(), "Whether the operator overruled the wait and an earlier stop."),
  by: byOrNobody,
};
const causes = ["removed", "left", "unconfirmed", "unreachable", "erased"] as const;

/** What customers do that is about no single partner. */
export const customerEvents = {
  SignInRequested: told("An administrator wants to sign in to the portal.", signIn),
  SendersChanged: told("A customer changed which partners may ask it for something.", senders),
  AdministratorAdded: told(
    "An address was added as administrator and is asked to confirm.",
    z.strictObject({
      customer,
      administrator: person,
      by: byOrNobody,
      expiresAt: described(instant, "Until when it can confirm."),
      number,
    }),
  ),
  AdministratorConfirmed: told(
    "An added address confirmed and is administrator.",
    z.strictObject({
      customer,
      administrator: person,
      coolOffUntil: described(z.nullable(instant), "Until when it can grant nothing; null for no such time."),
    }),
  ),
  AdministratorRemoved: told(
    "An address is not an administrator, or not asked to confirm, any more.",
    z.strictObject({
      customer,
      administrator: person,
      by: byOrNobody,
      cause: described(z.enum(causes), "Why. `unconfirmed`: it did not confirm in time."),
      confirmed: z.optional(described(z.boolean(), "Whether it had confirmed, and so was administrator.")),
    }),
  ),
  CustomerChanged: told(
    "A customer's name, verification or account of the vendor changed.",
    z.strictObject({
      customer,
      changed: described(z.array(z.enum(["name", "externalId", "verified"])), "What changed."),
      previous: z.optional(
        z
          .partial(z.pick(customer, { name: true, externalId: true, verified: true }))
          .register(documented, { description: "What the changed fields held before." }),
      ),
      by: byOrNobody,
    }),
  ),
  CustomerUnattended: told(
    "Nobody can speak for the customer any more: nothing is granted, renewed or extended for it.",
    z.strictObject({ customer }),
  ),
  CustomerAttended: told("Somebody can speak for the customer again.", z.strictObject({ customer })),
  CustomerRecoveryRequested: told(
    "The operator asked to make an address administrator.",
    z.strictObject({
      ...recovery,
      administrator: person,
      number,
      dueAt: described(instant, "When the address is mailed its link, unless an administrator stops it."),
    }),
  ),
  CustomerRecoveryStopped: told("An administrator stopped a recovery.", z.strictObject(recovery)),
  CustomerRecoveryCompleted: told(
    "The address of a recovery confirmed and is administrator.",
    z.strictObject(recovery),
  ),
};

/** Events of a customer's own, and of an address that wants to sign in. */
export type CustomerEventType = keyof typeof customerEvents;

/** Events of a customer's own state, without sign-ins and senders. */
export type CustomerStateEventType = Exclude<CustomerEventType, "SignInRequested" | "SendersChanged">;
