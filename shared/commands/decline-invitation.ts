import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { declineInvitation as decline } from "../domain/invitation-answers.ts";
import { invitationWrites, openInvitationLock } from "../store/invitations.ts";
import { actOnLink, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import type { Dependencies } from "./dependencies.ts";

/** A customer's no as it came in; the address is the invited one. */
export interface DeclineInput {
  readonly offerDigest: string;
  readonly reason: string | null;
  readonly name: string | null;
  readonly title: string | null;
}

/** A customer says no, with a reason or without. Saying it again changes nothing and answers the same. */
export const declineInvitation = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  { name, title, ...answer }: DeclineInput,
  moment: CustomerMoment,
): Promise<LinkOutcome> =>
  actOnLink(dependencies, token, moment, ({ invitation, delivery, masterKey, cause }) => {
    if (invitation.status === "declined") return [];
    const { email } = invitation.terms.customer;
    const change = decline(invitation, { ...answer, by: { name, email, title }, via: "page" }, { ...cause, delivery });
    return [
      ...invitationWrites(change, cause),
      openInvitationLock.free(invitation, addressPseudonym(email, masterKey)),
    ];
  });
