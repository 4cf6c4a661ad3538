import * as z from "zod/mini";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { foreseenReminder, reminderForecast as model } from "./model.ts";

const { entry, at, status, reason } = foreseenReminder.shape;

/** An invitation's reminders. */
export const reminderForecast = z
  .strictObject({
    plan: z.array(
      z.strictObject({
        entry: described(entry, "The entry of the plan."),
        at: described(at, "When its mail went out, or can at the earliest; of a skipped one, when it would have been."),
        status: described(
          status,
          "A due one goes out with the next look of the job: at once, or within an hour after a frozen partner was released.",
        ),
        reason: described(
          reason,
          "Why it is skipped: the mail of another entry stands for it, it does not lie between sending and end, or all have stopped.",
        ),
      }),
    ),
    next: described(model.shape.next, "When the next one can go out, at the earliest; null when none will."),
    stopped: described(model.shape.stopped, "Why none go out, now or any more; null while they do."),
  })
  .register(documented, { id: "ReminderForecast", description: "A plan with times and reasons." });
