import type { Accepted, Invitation } from "../model.ts";
import { Refusal } from "../../kernel/refusal.ts";

/**
 * The content of a consent receipt. Refuses an invitation that was not accepted. `issuer` is the deployment's origin.
 */
export function receiptOf(invitation: Invitation, issuer: string) {
  if (invitation.status !== "accepted") {
    throw new Refusal("wrong-state", `The invitation is ${invitation.status}; only an accepted one has a receipt.`, {
      invitationStatus: invitation.status,
      allowed: ["accepted"] satisfies Accepted["status"][],
    });
  }
  const { id, relationshipId, issue, decidedAt, decision } = invitation;
  return {
    iss: issuer,
    // Seconds, as the claim's registry has it (RFC 7519, section 4.1.6).
    iat: Math.floor(Date.parse(decidedAt) / 1000),
    jti: id,
    sub: relationshipId,
    offer: issue.offer,
    offerDigest: issue.offerDigest,
    decision,
    decidedAt,
  };
}
