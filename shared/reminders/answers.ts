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
        at: described(
          at,
          "When the reminder went out, or can go out at the earliest; for a skipped one, when it would have gone out.",
        ),
        status: described(
          status,
          "A due reminder goes out at the next sweep, or within an hour after a frozen partner is released.",
        ),
        reason: described(
          reason,
          "Why it is skipped: merged into another reminder, outside the time between sending and end, or all have stopped.",
        ),
      }),
    ),
    next: described(model.shape.next, "When the next one can go out at the earliest; null if none will."),
    stopped: described(model.shape.stopped, "Why no reminders go out; null while they do."),
  })
  .register(documented, { id: "ReminderForecast", description: "The reminder plan, with times and reasons." });
