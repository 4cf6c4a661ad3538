import * as z from "zod/mini";
import { deliveryStatuses } from "../delivery/model.ts";
import { cancelCodes } from "./model.ts";
import { invitationStatuses } from "./lifecycle.ts";
import type { InvitationReading } from "./rules/reading.ts";
import { documented } from "../schema/documented.ts";
import { digest, duration, instant, reminderEntry } from "../schema/primitives.ts";
import { relationshipType } from "../terms/model.ts";
import { decision } from "./decision-answers.ts";
import { schemaOf } from "../openapi/description.ts";
import { ownWords } from "../partner/answers.ts";
import { described, sandbox } from "../openapi/values.ts";
import { count, idOf, personal, personalText, text, version } from "../schema/values.ts";

const customer = z
  .strictObject({
    email: personalText,
    // Where the customer is one person, so is the organisation.
    organization: personal(z.nullable(text)),
    contactName: personal(z.nullable(text)),
    locale: z.nullable(text),
  })
  .register(documented, { id: "InvitedCustomer", description: "Whom an invitation is for, as the partner said." });

const delivery = z
  .strictObject({
    mode: z
      .nullable(z.enum(["email", "self"]))
      .register(documented, { description: "Who brings the link; null for a draft." }),
    status: described(
      z.enum(deliveryStatuses),
      "How far the newest mail got. `none`: none was asked for, or the invitation ended before one went out; `self`: the partner brings the link, and no mail to the address is known to have failed.",
    ),
    at: described(z.nullable(instant), "When it got there; while it is queued, when the newest mail was asked for."),
    // What mail servers say quotes the address.
    reason: personal(z.nullable(text)),
  })
  .register(documented, { id: "Delivery", description: "How an invitation reaches its customer." });

const reminders = z
  .strictObject({
    plan: described(z.array(reminderEntry), "When: days after sending, `P3D`, or before the end, `-P1D`."),
    sent: described(count, "How many went out."),
    nextAt: described(
      z.nullable(instant),
      "When the next one can go out, at the earliest; null when none will. In lists, and in what an act answers, it is the plan's word: that the customer unsubscribed, or the partner is frozen or took its links back, is known where one invitation is read.",
    ),
  })
  .register(documented, { id: "Reminders", description: "When an unanswered invitation is brought to mind." });

/** An invitation without the partner's notes, as events tell it. */
export const invitationReading = schemaOf<InvitationReading>()(
  z.strictObject({
    id: idOf("invitation"),
    status: z.enum(invitationStatuses),
    version,
    partnerId: idOf("partner"),
    sandbox,
    createdBy: z.strictObject({ id: described(text, "The user's id."), email: personalText }),
    customer,
    relationship: relationshipType,
    relationshipId: z.nullable(idOf("relationship")),
    customerId: described(
      z.nullable(idOf("customer")),
      "The customer it was accepted for; null before, unless permissions of a relationship are asked.",
    ),
    anotherOrganization: z.boolean(),
    permissions: z.array(text),
    duration,
    autoExtend: z.boolean(),
    message: personal(z.nullable(ownWords)),
    expiresIn: duration,
    offerDigest: z.nullable(digest),
    cloud: text,
    portal: z.nullable(text),
    delivery,
    reminders,
    expiresAt: z.nullable(instant),
    createdAt: instant,
    issuedAt: z.nullable(instant),
    viewedAt: z.nullable(instant),
    decidedAt: z.nullable(instant),
    decision: z.nullable(decision),
    cancelledAt: described(
      z.optional(z.nullable(instant)),
      "When it was cancelled; null while it is not. Absent in older events.",
    ),
    cancelReason: personal(z.nullable(text)),
    cancelCode: described(z.nullable(z.enum(cancelCodes)), "Why it was cancelled, for programs; null while it is not."),
  }),
).register(documented, { id: "InvitationReading", description: "A request by a partner to one customer address." });
