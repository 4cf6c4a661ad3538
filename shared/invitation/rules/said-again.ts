import type { Invitation } from "../model.ts";
import { daysOf, type Duration } from "../../kernel/time.ts";

/** Whether this very yes was said before: to the same permissions, for as long. Any other comes too late. */
export function isAcceptedAlready(
  invitation: Invitation,
  { granted, duration }: { readonly granted: readonly string[]; readonly duration: Duration },
): boolean {
  if (invitation.status !== "accepted") return false;
  const { decision } = invitation;
  if (new Set(granted).symmetricDifference(new Set(decision.granted)).size > 0) return false;
  return granted.length === 0 || decision.duration === null || daysOf(duration) === daysOf(decision.duration);
}

/** Whether this very no was said before; the other one is another answer, and comes too late. */
export const isDeniedAlready = (invitation: Invitation, { isReported }: { readonly isReported: boolean }): boolean =>
  invitation.status === "declined" && invitation.isReported === isReported;
