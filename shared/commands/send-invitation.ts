import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { readingOf } from "../domain/invitation-changes.ts";
import type { SendMode } from "../domain/invitation.ts";
import type { Cause } from "../events/envelope.ts";
import { cloudPolicy } from "../policy/clouds.ts";
import { idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { invitationWrites } from "../store/invitations.ts";
import { keys } from "../store/keys.ts";
import { attempt } from "./attempt.ts";
import { customerOf } from "./customer-of.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";
import { answerAgain, draftOf, type InvitationAnswer } from "./invitation-answer.ts";
import { loadOwn } from "./own-invitation.ts";
import { partnerOf } from "./partner-of.ts";
import { assertNoRelationship, issue, takeLock } from "./sending.ts";

/** A partner sends a draft: the offer freezes, the lock is taken, the link lives. */
export async function sendInvitation(
  { table, masterKey, publicUrl }: Pick<Dependencies, "table" | "masterKey" | "publicUrl">,
  id: string,
  mode: SendMode,
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<InvitationAnswer> {
  const { partnerId, now } = cause;
  const key = await masterKey();
  return attempt(async () => {
    const { invitation, notes, earlier } = await loadOwn(table, cause, id, claim);
    const record = earlierAnswer(claim, earlier, now);
    if (record) return answerAgain({ table, masterKey, publicUrl }, record, now);

    const { customer, relationship } = invitation.terms;
    const address = addressPseudonym(customer.email, key);
    const { customerId } = await customerOf(customer.email, key);
    const [profile, lock = null, liveRelationship = null] = await table.getMany([
      keys.partner(partnerId),
      keys.openInvitation(partnerId, relationship, address),
      keys.liveRelationship(customerId, partnerId, relationship),
    ]);
    const partner = partnerOf(profile, { mustStand: true });
    const facts = { partner, policy: cloudPolicy(invitation.cloud), address, lock, liveRelationship };
    const change = issue(invitation, mode, facts, cause);
    assertNoRelationship(facts);
    await table.transact([
      ...invitationWrites(change, cause),
      ...(await takeLock(table, change.after, facts, cause)),
      ...(claim ? [idempotencyWrite(claim, { status: 200, aggregate: id, sequence: change.after.version }, now)] : []),
    ]);
    const draft = draftOf(change.after, key, publicUrl, now);
    return { status: 200, reading: readingOf(change), notes, draft, replayed: false };
  });
}
