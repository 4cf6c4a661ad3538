import * as z from "zod/mini";
import { partnerKinds, type Partner } from "./model.ts";
import { documented } from "../schema/documented.ts";
import { duration, instant, reminderEntry } from "../schema/primitives.ts";
import { schemaOf } from "../openapi/description.ts";
import { described, sandbox } from "../openapi/values.ts";
import { ownWords } from "../terms/answers.ts";
import { idOf, personal, personalText, text, version } from "../schema/values.ts";

const defaults = z.strictObject({
  expiresIn: z.nullable(duration),
  reminders: described(z.nullable(z.array(reminderEntry)), "The reminder plan."),
  permissions: z.nullable(z.array(text)),
  messages: personal(described(z.record(text, ownWords), "The partner's own words by language of the customer.")),
});

const supportContact = z.strictObject({
  name: personalText,
  email: personal(z.nullable(text)),
  phone: personal(z.nullable(text)),
});

/** A partner as the operator and the partner itself read it. */
export const partner = schemaOf<Partner>()(
  z.strictObject({
    id: idOf("partner"),
    version,
    displayName: text,
    pendingName: described(
      z.optional(z.nullable(text)),
      "A name that the partner wants and the operator has to approve. Absent in older events.",
    ),
    kind: z.enum(partnerKinds),
    cloud: text,
    verified: z.nullable(z.strictObject({ at: described(instant, "When."), how: personalText })),
    locale: text,
    replyTo: personal(z.nullable(text)),
    notifications: personal(z.array(text)),
    notificationsWaiting: personal(
      described(
        z.optional(z.array(text)),
        "Addresses that get notices once they have confirmed from their own mailbox. Absent in older events.",
      ),
    ),
    supportContact: z.nullable(supportContact),
    defaults,
    linkEpoch: version,
    frozen: z.boolean(),
    sandbox,
    registeredAt: instant,
  }),
).register(documented, { id: "Partner", description: "An organisation that invites customers." });
