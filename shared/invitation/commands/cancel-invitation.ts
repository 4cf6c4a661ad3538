import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import { cancelInvitation as cancel } from "../rules/ends.ts";
import type { Cause } from "../../events/envelope.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { openInvitationLock } from "../items/invitations.ts";
import { changeOwnInvitation } from "./own-invitation.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import type { ExpectedVersions } from "../../transaction/expected-version.ts";
import type { InvitationAnswer } from "./invitation-answer.ts";

/** A partner takes an invitation back; its link shows so, and the address is free for a new one. */
export const cancelInvitation = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "publicUrl" | "policy">,
  id: string,
  reason: string | null,
  cause: Cause,
  claim: IdempotencyClaim | null,
  expected: ExpectedVersions = "any",
): Promise<InvitationAnswer> =>
  changeOwnInvitation(dependencies, id, cause, claim, expected, ({ invitation, delivery, key }) => {
    const address = addressPseudonym(invitation.terms.customer.email, key);
    return {
      change: cancel(invitation, { cancelCode: "by-partner", reason }, delivery, cause),
      also: invitation.issue === null ? [] : openInvitationLock.free(invitation, address),
      opened: invitation.issue === null ? 0 : -1,
    };
  });
