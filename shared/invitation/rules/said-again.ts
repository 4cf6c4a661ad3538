import type { Invitation } from "../model.ts";
import { daysOf, type Duration } from "../../kernel/time.ts";

/** Whether the invitation was accepted with the same permissions and duration. Any other answer is too late. */
export function isAcceptedAlready(
  invitation: Invitation,
  { granted, duration }: { readonly granted: readonly string[]; readonly duration: Duration },
): boolean {
  if (invitation.status !== "accepted") return false;
  const { decision } = invitation;
  if (new Set(granted).symmetricDifference(new Set(decision.granted)).size > 0) return false;
  return granted.length === 0 || decision.duration === null || daysOf(duration) === daysOf(decision.duration);
}

/** Whether the invitation was already declined or reported in the same way. */
export const isDeniedAlready = (invitation: Invitation, { isReported }: { readonly isReported: boolean }): boolean =>
  invitation.status === "declined" && invitation.isReported === isReported;
