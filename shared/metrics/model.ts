import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";
import { count, text } from "../schema/values.ts";

/** How far an invitation came that was sent, as far as anything is known of it. */
export const progress = z.object({
  invitationId: text,
  partnerId: text,
  /** When it was sent for the first time: the earliest sending that is known. */
  sentAt: instant,
  /** Whether any of its mails arrived, any could not, and whether its page was ever seen. */
  delivered: z.boolean(),
  bounced: z.boolean(),
  opened: z.boolean(),
  status: z.enum(["pending", "accepted", "declined", "cancelled", "expired"]),
  /** When that became final; null while it is not. */
  decidedAt: z.nullable(instant),
  /** Version of the invitation at which this was its status; 0 where only a mail was spoken of. */
  sequence: count,
});
export type Progress = DeepReadonly<z.output<typeof progress>>;
