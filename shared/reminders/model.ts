import * as z from "zod/mini";
import { deliveryStops } from "../delivery/model.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant, reminderEntry } from "../schema/primitives.ts";

/** Why no reminder goes out. A block is shown as a suppression, so that the partner does not learn of it. */
export const blockReasons = [
  "answered",
  "cancelled",
  "expired",
  ...deliveryStops,
  "unsubscribed",
  "links-revoked",
  "partner-frozen",
] as const;
export type ReminderBlock = (typeof blockReasons)[number];

const stops = ["not-sent", "sent-by-hand", ...blockReasons] as const;
/** Why no reminders of an invitation go out, sent or not. */
export type ReminderStop = (typeof stops)[number];

/** The result of an entry, or its plan. */
export const foreseenReminder = z.object({
  entry: reminderEntry,
  /** When its mail went or can go out; for a skipped one, when it would have gone out. */
  at: instant,
  /** `due`: its time has come, and the next sweep sends it. */
  status: z.enum(["sent", "due", "planned", "skipped"]),
  /** Why it is skipped: merged into another mail, outside the time between sending and end, or stopped. */
  reason: z.nullable(z.enum(["collapsed", "before-sending", "after-the-end", ...stops])),
});
export type ForeseenReminder = DeepReadonly<z.output<typeof foreseenReminder>>;

/** A plan with times and reasons. */
export const reminderForecast = z.object({
  plan: z.array(foreseenReminder),
  next: z.nullable(instant),
  stopped: z.nullable(z.enum(stops)),
});
export type ReminderForecast = DeepReadonly<z.output<typeof reminderForecast>>;
