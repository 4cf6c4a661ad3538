import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { cancelInvitation as cancel, readingOf } from "../domain/invitation-changes.ts";
import type { Cause } from "../events/envelope.ts";
import { idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { invitationWrites, openInvitationLock } from "../store/invitations.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";
import { answerAgain, type InvitationAnswer } from "./invitation-answer.ts";
import { loadOwn } from "./own-invitation.ts";

/** A partner takes an invitation back; its link shows so, and the address is free for a new one. */
export async function cancelInvitation(
  { table, masterKey, publicUrl }: Pick<Dependencies, "table" | "masterKey" | "publicUrl">,
  id: string,
  reason: string | null,
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<InvitationAnswer> {
  const key = await masterKey();
  return attempt(async () => {
    const { invitation, delivery, notes, earlier } = await loadOwn(table, cause, id, claim);
    const record = earlierAnswer(claim, earlier, cause.now);
    if (record) return answerAgain({ table, masterKey, publicUrl }, record, cause.now);

    const change = cancel(invitation, reason, delivery, cause);
    const address = addressPseudonym(invitation.terms.customer.email, key);
    await table.transact([
      ...invitationWrites(change, cause),
      ...(invitation.issue === null ? [] : [openInvitationLock.free(invitation, address)]),
      ...(claim
        ? [idempotencyWrite(claim, { status: 200, aggregate: id, sequence: change.after.version }, cause.now)]
        : []),
    ]);
    return { status: 200, reading: readingOf(change), notes, draft: null, replayed: false };
  });
}
