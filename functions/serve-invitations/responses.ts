import * as z from "zod/mini";
import type { StoredEvent } from "../../shared/events/envelope.ts";
import type { MailDraft } from "../../shared/invitation/mails/mail-draft.ts";
import { schemaOf } from "../../shared/openapi/description.ts";
import { eventMetadata } from "../../shared/openapi/event-metadata.ts";
import { invitationReading } from "../../shared/invitation/answers.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { anInvitation } from "./examples.ts";
import type { currentBody } from "./view.ts";

const fields = {
  ...invitationReading.shape,
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

/** One thing that happened. */
export const event = schemaOf<StoredEvent>()(
  z.strictObject({
    type: text,
    metadata: eventMetadata,
    data: z
      .record(z.string(), z.unknown())
      .register(documented, { description: "What happened, by the event's type." }),
  }),
).register(documented, { id: "Event", description: "One change, as stored and as published." });
