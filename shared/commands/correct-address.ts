import { offerDigest } from "../crypto/digests.ts";
import { redirectInvitation } from "../domain/invitation-issuing.ts";
import { assertMay } from "../domain/invitation-lifecycle.ts";
import { statusAt, type Issue, type Pending } from "../domain/invitation.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Cause } from "../events/envelope.ts";
import type { IdempotencyClaim } from "../store/idempotency.ts";
import { openInvitationLock } from "../store/invitations.ts";
import { changeOwnInvitation } from "./change-own-invitation.ts";
import type { Dependencies } from "./dependencies.ts";
import type { InvitationAnswer } from "./invitation-answer.ts";
import { requireAddress } from "./invitation-input.ts";
import { recipientOf, type Recipient } from "./recipient.ts";
import { readSendingFacts, relationshipToRestore } from "./sending-facts.ts";
import { takeLock } from "./take-lock.ts";

/** A partner wrote to the wrong address: the invitation goes to another, by a new link (product table, row 16). */
export const correctAddress = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "publicUrl" | "policy">,
  id: string,
  email: string,
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<InvitationAnswer> =>
  changeOwnInvitation(dependencies, id, cause, claim, async ({ invitation, delivery, key }) => {
    const { table } = dependencies;
    assertMay("correct-address", statusAt(invitation, cause.now));
    const { issue, terms, relationshipId } = invitation as Pending;
    const before = await recipientOf(terms.customer.email, key);
    const to = await recipientOf(requireAddress(email, "/email"), key);
    assertOther(before, to, relationshipId !== null);

    const facts = await readSendingFacts(table, cause.partnerId, terms.relationship, to);
    const restored = await relationshipToRestore(table, facts, terms.permissions, cause.now);
    const input = { ...readdressed(issue, to, restored), linkEpoch: facts.partner.linkEpoch };
    const change = redirectInvitation("correct-address", invitation, input, { ...cause, delivery });
    const lock = await takeLock(table, change.after, facts, cause);
    return { change, also: [...openInvitationLock.free(invitation, before.address), ...lock], sendsTo: to.mailbox };
  });

/** The same offer to another address: another digest, so no answer to the first can count for it. */
export function readdressed(
  { offer, mode, codeRequired }: Issue,
  { email }: Recipient,
  relationshipId: string | null,
): Pick<Issue, "offer" | "offerDigest" | "mode" | "codeRequired"> {
  const next = { ...offer, customer: email, relationshipId };
  return { offer: next, offerDigest: offerDigest(next), mode, codeRequired };
}

function assertOther(before: Recipient, to: Recipient, isRestoration: boolean): void {
  const message =
    before.email === to.email
      ? "The invitation goes to this address already."
      : isRestoration && before.customerId !== to.customerId
        ? "Permissions can be asked only of the customer who has the relationship."
        : null;
  if (message !== null) throw new Refusal("validation", message, { faults: [{ pointer: "/email", message }] });
}
