import type { Progress } from "../model.ts";

/**
 * Merges two reports on one invitation. The order does not matter, so events may be late, repeated and out of order.
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

/** Whether two reports have the same content. */
export const isSameProgress = (one: Progress, other: Progress): boolean =>
  one.sentAt === other.sentAt &&
  one.sequence === other.sequence &&
  one.delivered === other.delivered &&
  one.bounced === other.bounced &&
  one.opened === other.opened;
