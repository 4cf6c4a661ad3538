import { askForNewLink as ask } from "../rules/answers.ts";
import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import { invitationWrites, openInvitationLock } from "../items/invitations.ts";
import { actOnLink, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import { nothing } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** A customer who comes too late asks for a new link; the partner is told. Asking again changes nothing (product table, row 27). */
export const askForNewLink = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  moment: CustomerMoment,
): Promise<LinkOutcome> =>
  actOnLink(dependencies, token, moment, ({ invitation, delivery, masterKey, cause }) => {
    const change = ask(invitation, delivery, cause);
    if (change === null) return nothing;
    // One that only time has expired still holds its lock.
    const isFreed = change.action === "expire";
    const address = addressPseudonym(invitation.terms.customer.email, masterKey);
    const freed = isFreed ? openInvitationLock.free(invitation, address) : [];
    return { writes: [...invitationWrites(change, cause), ...freed], opened: isFreed ? -1 : 0 };
  });
