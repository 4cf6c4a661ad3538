import * as z from "zod/mini";
import { delivery, deliveryStatuses } from "../delivery/model.ts";
import { schemaOf, type AnswerDescription } from "../openapi/description.ts";
import { described, sandbox } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { shownTerms } from "../terms/answers.ts";
import { agreement } from "../terms/model.ts";
import { text } from "../schema/values.ts";
import { base, cancellation, decision as answer, issue, notes as marks } from "./model.ts";
import { anInvitation } from "./example-answers.ts";
import { invitationStatuses } from "./lifecycle.ts";
import type { MailDraft } from "./mails/mail-draft.ts";
import type { Mail } from "./mails/request-mail.ts";
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

/** An invitation as events contain it: without the partner's notes. */
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

/** A consent receipt as an answer. */
export const receipt = {
  description: "The receipt, a JWS in compact form (RFC 7515), signed with Ed25519.",
  type: "application/jose",
  schema: described(text, "Header, payload and signature."),
  headers: ["Content-Disposition", "Referrer-Policy"],
} as const satisfies AnswerDescription;

const { reference, notes, tags } = marks.shape;
const fields = { ...invitationReading.shape, reference, notes, tags };

/** An invitation as its partner reads it. */
export const invitation = z.strictObject(fields).register(documented, {
  id: "Invitation",
  description: "A request by a partner to one customer address.",
  examples: [anInvitation],
});

/** The ready mail of an invitation that the partner sends by hand. */
export const mailDraft = schemaOf<MailDraft>()(
  z.strictObject({ link: text, subject: text, text, mailto: text }),
).register(documented, { id: "MailDraft", description: "A mail for the partner to send by hand." });

/** The response to a command: the invitation, and the mail if the partner sends it. */
export const commandedInvitation = z
  .strictObject({
    ...fields,
    draft: described(
      z.optional(mailDraft),
      "The mail that the partner sends by hand; absent where Rapport mails, and where no link lives any more.",
    ),
  })
  .register(documented, {
    id: "CommandedInvitation",
    description:
      "The invitation after what was done. A link is never stored: when a request is repeated under its key, `draft` has the link that is valid then, and is absent where there is none.",
  });

/** The mail of an invitation before it goes out. */
export const mailPreview = schemaOf<Omit<Mail, "lang"> & Pick<MailDraft, "mailto">>()(
  z.strictObject({
    subject: text,
    text: described(text, "The mail as plain text."),
    html: described(text, "The same as HTML."),
    mailto: described(text, "Opens the partner's own mail program, for sending by hand."),
  }),
).register(documented, { id: "MailPreview", description: "The mail, with a sample where the personal link will be." });
