import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import { openInvitationLock } from "../items/invitations.ts";
import { cancelInvitation as cancel } from "../rules/ends.ts";
import type { InvitationAnswer } from "./invitation-answer.ts";
import { changeOwnInvitation, type OwnNeeds, type OwnRequest } from "./own-invitation.ts";

/** A partner takes an invitation back; its link shows so, and the address is free for a new one. */
export const cancelInvitation = (
  dependencies: OwnNeeds,
  id: string,
  reason: string | null,
  ...request: OwnRequest
): Promise<InvitationAnswer> =>
  changeOwnInvitation(dependencies, id, request, ({ invitation, delivery, key, cause }) => {
    const address = addressPseudonym(invitation.terms.customer.email, key);
    return {
      change: cancel(invitation, { cancelCode: "by-partner", reason }, delivery, cause),
      also: invitation.issue === null ? [] : openInvitationLock.free(invitation, address),
      opened: invitation.issue === null ? 0 : -1,
    };
  });
