import * as z from "zod/mini";
import { delivery, deliveryStatuses } from "../delivery/model.ts";
import { schemaOf, type AnswerDescription } from "../openapi/description.ts";
import { described, sandbox } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { shownTerms } from "../terms/answers.ts";
import { agreement } from "../terms/model.ts";
import { text } from "../schema/values.ts";
import {
  amendedPermission as changed,
  base,
  cancellation,
  decision as answer,
  issue,
  notes as marks,
  origins,
} from "./model.ts";
import { anInvitation } from "./example-answers.ts";
import { invitationStatuses } from "./lifecycle.ts";
import type { MailDraft } from "./mails/mail-draft.ts";
import type { Mail } from "./mails/request-mail.ts";
import type { InvitationReading, InvitationSummary } from "./rules/reading.ts";

const { permission, change, endsAt } = changed.shape;
const amended = z
  .strictObject({
    permission,
    change: described(
      change,
      "`new`: it was not granted; `longer`: its end is later now; `unchanged`: it stays as it was.",
    ),
    endsAt: described(endsAt, "When it ends now."),
  })
  .register(documented, { id: "AmendedPermission", description: "A permission granted to a live relationship." });

/** A customer's answer. */
export const decision = z
  .strictObject({
    ...answer.shape,
    outcome: described(answer.shape.outcome, "The answer; `reported` declines and reports the partner as unknown."),
    via: described(answer.shape.via, "On Rapport's page, or through an external portal."),
    agreement: described(
      z.nullable(
        z.strictObject({
          ...agreement.shape,
          version: described(agreement.shape.version, "Version of the agreement."),
        }),
      ),
      "The accepted agreement. Null without an acceptance, and where it had been accepted for the relationship before.",
    ),
    changes: described(
      z.optional(z.array(amended)),
      "The change of each granted permission of a live relationship. Absent if the relationship was new.",
    ),
  })
  .register(documented, { id: "Decision", description: "A customer's answer." });

const { mode, offerDigest, portal, expiresAt, issuedAt, viewedAt, reminders } = issue.shape;
const shownDelivery = z
  .strictObject({
    mode: described(z.nullable(mode), "Who sends the link; null for a draft."),
    status: described(
      z.enum(deliveryStatuses),
      "How far the newest mail got. `none`: no mail was requested, or the invitation ended before one went out; `self`: the partner sends the link, and no mail to the address is known to have failed.",
    ),
    at: described(delivery.shape.at, "When it reached this status; for `queued`, when the mail was requested."),
    reason: delivery.shape.reason,
  })
  .register(documented, { id: "Delivery", description: "The delivery of an invitation." });

const shownReminders = z
  .strictObject({
    plan: described(reminders.shape.plan, "Days after sending, `P3D`, or before the end, `-P1D`."),
    sent: described(reminders.shape.sent, "Number of reminders sent."),
    nextAt: described(
      z.nullable(instant),
      "When the next one can go out at the earliest; null if none will. Lists and commands return the plan: only reading one invitation considers that the customer unsubscribed, or that the partner is frozen or revoked its links.",
    ),
  })
  .register(documented, { id: "Reminders", description: "Reminders of an unanswered invitation." });

/** An invitation as events contain it: without the partner's notes. */
export const invitationReading = schemaOf<InvitationReading>()(
  z.strictObject({
    ...base,
    status: z.enum(invitationStatuses),
    sandbox,
    createdBy: z.strictObject({ ...base.createdBy.shape, id: described(base.createdBy.shape.id, "The user's id.") }),
    origin: described(
      z.optional(z.enum(origins)),
      "How it came about: created by the partner, requested through the standing link, or asked of a live relationship. Absent in older events.",
    ),
    updatedAt: described(
      z.optional(instant),
      "When it last changed; its delivery and notes change separately. Absent in older events.",
    ),
    customerId: described(
      base.customerId,
      "The customer for which it was accepted, or whose permissions it requests; otherwise null.",
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

/** An invitation as lists and most events contain it. */
export const invitationSummary = schemaOf<InvitationSummary>()(
  z.strictObject(z.omit(invitationReading, { message: true, purpose: true, purposes: true }).shape),
).register(documented, {
  id: "InvitationSummary",
  description: "An invitation without the partner's own words, as most events contain it.",
});

/** A consent receipt as an answer. */
export const receipt = {
  description: "The receipt, a JWS in compact form (RFC 7515), signed with Ed25519.",
  type: "application/jose",
  schema: described(text, "Header, payload and signature."),
  headers: ["Content-Disposition", "Referrer-Policy"],
} as const satisfies AnswerDescription;

const { reference, notes, tags } = marks.shape;
const fields = { ...invitationReading.shape, reference, notes, tags };

/** An invitation in a list. */
export const listedInvitation = z
  .strictObject({ ...invitationSummary.shape, reference, notes, tags })
  .register(documented, {
    id: "ListedInvitation",
    description: "An invitation without the partner's own words.",
  });

/** An invitation as its partner reads it. */
export const invitation = z.strictObject(fields).register(documented, {
  id: "Invitation",
  description: "A request by a partner to one customer address.",
  examples: [anInvitation],
});

/** The ready mail of an invitation that the partner sends by hand. */
export const mailDraft = schemaOf<MailDraft>()(
  z.strictObject({ link: text, subject: text, text, mailto: text }),
).register(documented, { id: "MailDraft", description: "A mail that the partner sends by hand." });

/** The response to a command: the invitation, and the mail if the partner sends it. */
export const commandedInvitation = z
  .strictObject({
    ...fields,
    draft: described(
      z.optional(mailDraft),
      "The mail that the partner sends by hand; absent if Rapport sends it, or if no link is valid.",
    ),
  })
  .register(documented, {
    id: "CommandedInvitation",
    description:
      "The invitation after the command. Links are not stored: if a request is repeated with its key, `draft` contains the link that is valid then, if any.",
  });

/** The mail of an invitation before it goes out. */
export const mailPreview = schemaOf<Omit<Mail, "lang"> & Pick<MailDraft, "mailto">>()(
  z.strictObject({
    subject: text,
    text: described(text, "The mail as plain text."),
    html: described(text, "The same as HTML."),
    mailto: described(text, "Opens the partner's mail program."),
  }),
).register(documented, { id: "MailPreview", description: "The mail, with a sample of the personal link." });
