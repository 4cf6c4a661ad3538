import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { createInvitation as create, readingOf, together } from "../domain/invitation-changes.ts";
import { annotate, noNotes } from "../domain/notes.ts";
import { toStoredEvent, type Cause } from "../events/envelope.ts";
import { cloudPolicy } from "../policy/clouds.ts";
import { eventWrite } from "../store/events.ts";
import { idempotencyKey, idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { invitationWrites, notesWrite } from "../store/invitations.ts";
import { keys } from "../store/keys.ts";
import { attempt } from "./attempt.ts";
import { customerOf } from "./customer-of.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";
import { answerAgain, draftOf, type InvitationAnswer } from "./invitation-answer.ts";
import { newTerms, requireAddress, type NewInvitationInput } from "./invitation-input.ts";
import { partnerOf } from "./partner-of.ts";
import { assertNoRelationship, issue, takeLock } from "./sending.ts";

/**
 * A partner creates an invitation: a draft, or sent at once (product table, rows 1–9).
 * One read request, one transaction.
 */
export async function createInvitation(
  { table, masterKey, newId, publicUrl }: Dependencies,
  input: NewInvitationInput,
  createdBy: { readonly id: string; readonly email: string },
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<InvitationAnswer> {
  const { partnerId, now } = cause;
  const key = await masterKey();
  const email = requireAddress(input.terms.customer?.email ?? "", "/customer/email");
  const address = addressPseudonym(email, key);
  const { customerId } = await customerOf(email, key);
  const type = input.terms.relationship ?? "reseller";
  const id = newId("invitation");

  return attempt(async () => {
    const [profile, lock, liveRelationship, earlier] = await table.getMany([
      keys.partner(partnerId),
      keys.openInvitation(partnerId, type, address),
      keys.liveRelationship(customerId, partnerId, type),
      ...(claim ? [idempotencyKey(claim)] : []),
    ]);
    const record = earlierAnswer(claim, earlier, now);
    if (record) return answerAgain({ table, masterKey, publicUrl }, record, now);

    const partner = partnerOf(profile, { mustStand: input.send !== null });
    const policy = cloudPolicy(partner.cloud);
    const facts = { partner, policy, address, lock: lock ?? null, liveRelationship: liveRelationship ?? null };
    const terms = newTerms(input.terms, policy, partner.locale);
    const created = create({ id, partnerId, cloud: partner.cloud, createdBy, terms }, policy, cause);
    assertNoRelationship(facts);
    const sent = input.send && issue(created.after, input.send, facts, cause);
    const change = sent ? together(created, sent) : created;
    const { after: notes, event: noted } = annotate(noNotes(id), input.notes);
    const isNoted = Object.values(input.notes).some((value) => value !== undefined);

    await table.transact([
      ...invitationWrites(change, cause),
      notesWrite(isNoted ? notes : noNotes(id), partnerId, null),
      ...(isNoted ? [eventWrite(toStoredEvent(noted, cause))] : []),
      ...(sent ? await takeLock(table, sent.after, facts, cause) : []),
      ...(claim ? [idempotencyWrite(claim, { status: 201, aggregate: id, sequence: change.after.version }, now)] : []),
    ]);
    return {
      status: 201,
      reading: readingOf(change),
      notes: isNoted ? notes : noNotes(id),
      draft: draftOf(change.after, key, publicUrl, now),
      replayed: false,
    };
  });
}
