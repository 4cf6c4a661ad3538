import type { InvitationStatus } from "../../invitation/lifecycle.ts";
import type { Instant } from "../../kernel/time.ts";

/** How far an invitation came that was sent, as far as anything is known of it (product table, row 53). */
export interface Progress {
  readonly invitationId: string;
  readonly partnerId: string;
  /** When it was sent for the first time: the earliest sending that is known. */
  readonly sentAt: Instant;
  /** Whether any of its mails arrived, any could not, and whether its page was ever seen. */
  readonly delivered: boolean;
  readonly bounced: boolean;
  readonly opened: boolean;
  readonly status: Exclude<InvitationStatus, "draft">;
  /** When that became final; null while it is not. */
  readonly decidedAt: Instant | null;
  /** Version of the invitation at which this was its status; 0 where only a mail was spoken of. */
  readonly sequence: number;
}

/**
 * What two reports on one invitation say together. It does not matter which came first, nor how often one came: what was
 * ever so stays so, the earliest sending and the newest status hold. So events may be late, repeated and out of order.
 */
export function joined(one: Progress, other: Progress): Progress {
  const newer = other.sequence > one.sequence ? other : one;
  return {
    ...newer,
    sentAt: one.sentAt < other.sentAt ? one.sentAt : other.sentAt,
    delivered: one.delivered || other.delivered,
    bounced: one.bounced || other.bounced,
    opened: one.opened || other.opened,
  };
}

/** Whether nothing is told by one that the other does not tell. */
export const isSameProgress = (one: Progress, other: Progress): boolean =>
  one.sentAt === other.sentAt &&
  one.sequence === other.sequence &&
  one.delivered === other.delivered &&
  one.bounced === other.bounced &&
  one.opened === other.opened;
