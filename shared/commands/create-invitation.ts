import { readingOf, together } from "../domain/invitation-changes.ts";
import { createInvitation as create } from "../domain/invitation-drafts.ts";
import { annotate, noNotes } from "../domain/notes.ts";
import { toStoredEvent, type Cause } from "../events/envelope.ts";
import { eventWrite } from "../store/events.ts";
import { idempotencyKey, idempotencyWrite, type IdempotencyClaim } from "../store/idempotency.ts";
import { invitationWrites, notesWrite } from "../store/invitations.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";
import { answerAgain, draftOf, type InvitationAnswer } from "./invitation-answer.ts";
import { newTerms, requireAddress, type NewInvitationInput } from "./invitation-input.ts";
import { recipientOf } from "./recipient.ts";
import { issue } from "./sending.ts";
import { relationshipToRestore, sendingFacts, sendingKeys } from "./sending-facts.ts";
import { takeLock } from "./take-lock.ts";

/**
 * A partner creates an invitation: a draft, or sent at once (product table, rows 1–9).
 * One read request, one transaction.
 */
export async function createInvitation(
  { table, masterKey, newId, publicUrl, policy }: Dependencies,
  input: NewInvitationInput,
  createdBy: { readonly id: string; readonly email: string },
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<InvitationAnswer> {
  const { partnerId, now } = cause;
  const key = await masterKey();
  const recipient = await recipientOf(requireAddress(input.terms.customer?.email ?? "", "/customer/email"), key);
  const type = input.terms.relationship ?? "reseller";
  const id = newId("invitation");

  return attempt(async () => {
    const wanted = sendingKeys(partnerId, type, recipient);
    const items = await table.getMany([...wanted, ...(claim ? [idempotencyKey(claim)] : [])]);
    const record = earlierAnswer(claim, items[wanted.length], now);
    if (record) return answerAgain({ table, masterKey, publicUrl }, record, now);

    const facts = sendingFacts(items, recipient, { mustStand: input.send !== null });
    const { cloud, locale } = facts.partner;
    const rules = policy.terms(cloud);
    const terms = newTerms(input.terms, rules, locale);
    const draft = { id, partnerId, cloud, createdBy, terms, relationshipId: null };
    // Whether it could be offered to anybody is said before whether it can be to this customer.
    const offerable = create(draft, rules, cause);
    const relationshipId = await relationshipToRestore(table, facts, terms.permissions, now);
    const created = relationshipId === null ? offerable : create({ ...draft, relationshipId }, rules, cause);
    const sent = input.send && issue(created.after, input.send, facts, relationshipId, policy, cause);
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
