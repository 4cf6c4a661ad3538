import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import type { Cause } from "../../events/envelope.ts";
import { closing } from "../../partner/commands/counted-quotas.ts";
import { done } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { invitationParts, invitationWrites, openInvitationLock, wholeInvitation } from "../items/invitations.ts";
import { cancelInvitation, settleInvitation } from "../rules/ends.ts";

/**
 * Cancels a draft or an open invitation to a person whose data are erased, so that nothing more is mailed; one that is overdue
 * expires. Nothing happens to one that was answered or went to another address.
 */
export async function cancelErased(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  id: string,
  email: string,
  cause: Omit<Cause, "partnerId" | "actor">,
): Promise<void> {
  const address = addressPseudonym(email, await masterKey());
  await execute(
    table,
    cause,
    (reads) => reads.read(invitationParts(id)),
    (parts) => {
      const { invitation, delivery } = wholeInvitation(parts) ?? { invitation: null, delivery: null };
      if (invitation === null || !["draft", "pending"].includes(invitation.status)) return done();
      if (invitation.terms.customer.email !== email) return done();
      const { partnerId, issue } = invitation;
      const system = { ...cause, partnerId, actor: { kind: "system", id: "rapport" } } as const;
      const change =
        settleInvitation(invitation, delivery, cause.now) ?? cancelInvitation(invitation, erased, delivery, system);
      const freed = issue === null ? [] : openInvitationLock.free(invitation, address);
      return {
        ...done([...invitationWrites(change, system), ...freed]),
        counting: closing(issue === null ? [] : [partnerId]),
      };
    },
  );
}

const erased = { cancelCode: "addressee-left", reason: "The data of the addressee are erased." } as const;
