import * as z from "zod/mini";
import { delivery, deliveryStatuses } from "../delivery/model.ts";
import { schemaOf } from "../openapi/description.ts";
import { described, sandbox } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { shownTerms } from "../terms/answers.ts";
import { agreement } from "../terms/model.ts";
import { base, cancellation, decision as answer, issue } from "./model.ts";
import { invitationStatuses } from "./lifecycle.ts";
import type { InvitationReading } from "./rules/reading.ts";

/** A customer's answer. */
export const decision = z
  .strictObject({
    ...answer.shape,
    outcome: described(answer.shape.outcome, "Yes or no; `reported` is a no that reports the partner as unknown."),
    via: described(answer.shape.via, "Rapport's page, or an external portal."),
    agreement: z.nullable(
      z.strictObject({ ...agreement.shape, version: described(agreement.shape.version, "Version of the agreement.") }),
    ),
  })
  .register(documented, { id: "Decision", description: "A customer's answer." });

const { mode, offerDigest, portal, expiresAt, issuedAt, viewedAt, reminders } = issue.shape;
const shownDelivery = z
  .strictObject({
    mode: described(z.nullable(mode), "Who brings the link; null for a draft."),
    status: described(
      z.enum(deliveryStatuses),
      "How far the newest mail got. `none`: none was asked for, or the invitation ended before one went out; `self`: the partner brings the link, and no mail to the address is known to have failed.",
    ),
    at: described(delivery.shape.at, "When it got there; while it is queued, when the newest mail was asked for."),
    reason: delivery.shape.reason,
  })
  .register(documented, { id: "Delivery", description: "How an invitation reaches its customer." });

const shownReminders = z
  .strictObject({
    plan: described(reminders.shape.plan, "When: days after sending, `P3D`, or before the end, `-P1D`."),
    sent: described(reminders.shape.sent, "How many went out."),
    nextAt: described(
      z.nullable(instant),
      "When the next one can go out, at the earliest; null when none will. In lists, and in what an act answers, it is the plan's word: that the customer unsubscribed, or the partner is frozen or took its links back, is known where one invitation is read.",
    ),
  })
  .register(documented, { id: "Reminders", description: "When an unanswered invitation is brought to mind." });

/** An invitation without the partner's notes, as events tell it. */
export const invitationReading = schemaOf<InvitationReading>()(
  z.strictObject({
    ...base,
    status: z.enum(invitationStatuses),
    sandbox,
    createdBy: z.strictObject({ ...base.createdBy.shape, id: described(base.createdBy.shape.id, "The user's id.") }),
    customerId: described(
      base.customerId,
      "The customer it was accepted for; null before, unless permissions of a relationship are asked.",
    ),
    ...shownTerms,
    offerDigest: z.nullable(offerDigest),
    portal: z.nullable(portal),
    delivery: shownDelivery,
    reminders: shownReminders,
    expiresAt: z.nullable(expiresAt),
    issuedAt: z.nullable(issuedAt),
    viewedAt,
    decidedAt: z.nullable(instant),
    decision: z.nullable(decision),
    cancelledAt: described(
      z.optional(z.nullable(instant)),
      "When it was cancelled; null while it is not. Absent in older events.",
    ),
    cancelReason: cancellation.cancelReason,
    cancelCode: described(
      z.nullable(cancellation.cancelCode),
      "Why it was cancelled, for programs; null while it is not.",
    ),
  }),
).register(documented, { id: "InvitationReading", description: "A request by a partner to one customer address." });
