import * as z from "zod/mini";
import { mailOutcomes } from "../../shared/domain/delivery.ts";
import { invitationStatuses } from "../../shared/domain/invitation-lifecycle.ts";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { MailDraft } from "../../shared/mail/mail-draft.ts";
import { decision } from "../../shared/openapi/decision.ts";
import { schemaOf } from "../../shared/openapi/description.ts";
import { count, described, idOf, text, version } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { digest, duration, instant, relationshipType, reminderEntry } from "../../shared/schema/primitives.ts";
import { anInvitation } from "./examples.ts";
import type { currentBody } from "./view.ts";

const customer = z.strictObject({
  email: text,
  organization: z.nullable(text),
  contactName: z.nullable(text),
  locale: z.nullable(text),
});

const delivery = z.strictObject({
  mode: z
    .nullable(z.enum(["email", "self"]))
    .register(documented, { description: "Who brings the link; null for a draft." }),
  status: z.enum(["none", "self", "queued", ...mailOutcomes]),
  at: described(z.nullable(instant), "When it got there."),
  reason: z.nullable(text),
});

const reminders = z.strictObject({
  plan: described(z.array(reminderEntry), "When: days after sending, `P3D`, or before the end, `-P1D`."),
  sent: described(count, "How many went out."),
  nextAt: described(z.nullable(instant), "When the next one goes out; null when none will."),
});

const fields = {
  id: idOf("invitation"),
  status: z.enum(invitationStatuses),
  version,
  partnerId: idOf("partner"),
  createdBy: z.strictObject({ id: described(text, "The user's id."), email: text }),
  customer,
  relationship: relationshipType,
  relationshipId: z.nullable(idOf("relationship")),
  permissions: z.array(text),
  duration,
  autoExtend: z.boolean(),
  message: z.nullable(z.strictObject({ subject: text, text })),
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
  cancelReason: z.nullable(text),
  reference: z.nullable(text),
  notes: z.nullable(text),
  tags: z.array(text),
};

/** An invitation as its partner reads it. */
export const invitation = schemaOf<ReturnType<typeof currentBody>>()(z.strictObject(fields)).register(documented, {
  id: "Invitation",
  description: "A request by a partner to one customer address.",
  examples: [anInvitation],
});

/** The ready mail of an invitation that the partner sends by hand. */
export const mailDraft = schemaOf<MailDraft>()(
  z.strictObject({ link: text, subject: text, text, mailto: text }),
).register(documented, { id: "MailDraft", description: "A mail for the partner to send by hand." });

/** What a command answers: the invitation, and the mail where the partner sends it. */
export const commandedInvitation = z
  .strictObject({ ...fields, draft: z.optional(mailDraft) })
  .register(documented, { id: "CommandedInvitation", description: "The invitation after what was done." });

/** One thing that happened. */
export const event = schemaOf<StoredEvent>()(
  z.strictObject({
    type: text,
    metadata: z
      .strictObject({
        eventId: described(text, "`<aggregate>:<sequence>`."),
        aggregate: described(text, "What it happened to; delivery and notes count by themselves."),
        sequence: described(version, "Number in the aggregate, from 1, without gaps."),
        schemaVersion: text,
        partnerId: idOf("partner"),
        occurredAt: instant,
        correlationId: text,
        causationId: z.nullable(text),
        actor: z
          .strictObject({
            kind: described(z.enum(["partner", "customer", "job", "system", "callback", "operator"]), "Who, by kind."),
            id: described(text, "Which; a customer is a pseudonym."),
          })
          .register(documented, { description: "Who made it happen." }),
        sandbox: z.boolean(),
      })
      .register(documented, { description: "What surrounds every event." }),
    data: z
      .record(z.string(), z.unknown())
      .register(documented, { description: "What happened, by the event's type." }),
  }),
).register(documented, { id: "Event", description: "One change, as stored and as published." });
