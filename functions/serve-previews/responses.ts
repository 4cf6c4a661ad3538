import * as z from "zod/mini";
import type { MailPreview } from "./preview-mail.ts";
import { entrySkips, type ReminderForecast, type ReminderStop } from "../../shared/reminders/rules/forecast.ts";
import { schemaOf } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { instant, reminderEntry } from "../../shared/schema/primitives.ts";

/** The mail of an invitation before it goes out. */
export const mailPreview = schemaOf<MailPreview>()(
  z.strictObject({
    subject: text,
    text: described(text, "The mail as plain text."),
    html: described(text, "The same as HTML."),
    mailto: described(text, "Opens the partner's own mail program, for sending by hand."),
  }),
).register(documented, { id: "MailPreview", description: "The mail, with a sample where the personal link will be." });

const stops = {
  "not-sent": true,
  "sent-by-hand": true,
  answered: true,
  cancelled: true,
  expired: true,
  undelivered: true,
  bounced: true,
  complained: true,
  suppressed: true,
  rejected: true,
  unsubscribed: true,
  "links-revoked": true,
  "partner-frozen": true,
} as const satisfies Record<ReminderStop, true>;
const stopNames = Object.keys(stops) as ReminderStop[];

/** An invitation's reminders. */
export const reminderForecast = schemaOf<ReminderForecast>()(
  z.strictObject({
    plan: z.array(
      z.strictObject({
        entry: described(reminderEntry, "The entry of the plan."),
        at: described(
          instant,
          "When its mail went out, or can at the earliest; of a skipped one, when it would have been.",
        ),
        status: described(
          z.enum(["sent", "due", "planned", "skipped"]),
          "A due one goes out with the next look of the job: at once, or within an hour after a frozen partner was released.",
        ),
        reason: described(
          z.nullable(z.enum([...entrySkips, ...stopNames])),
          "Why it is skipped: the mail of another entry stands for it, it does not lie between sending and end, or all have stopped.",
        ),
      }),
    ),
    next: described(z.nullable(instant), "When the next one can go out, at the earliest; null when none will."),
    stopped: described(z.nullable(z.enum(stopNames)), "Why none go out, now or any more; null while they do."),
  }),
).register(documented, { id: "ReminderForecast", description: "A plan with times and reasons." });
