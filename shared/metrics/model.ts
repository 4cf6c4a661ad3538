import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";
import { count, text } from "../schema/values.ts";

/** How far an invitation came that was sent, as far as anything is known of it. */
export const progress = z.object({
  invitationId: text,
  partnerId: text,
  /** The first known sending. */
  sentAt: instant,
  /** Whether a mail was delivered or bounced, and whether the page was viewed. */
  delivered: z.boolean(),
  bounced: z.boolean(),
  opened: z.boolean(),
  status: z.enum(["pending", "accepted", "declined", "cancelled", "expired"]),
  decidedAt: z.nullable(instant),
  /** Version of the invitation with this status; 0 if only a mail was reported. */
  sequence: count,
});
export type Progress = DeepReadonly<z.output<typeof progress>>;
