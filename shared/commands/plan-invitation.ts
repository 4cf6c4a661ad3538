import { tagPseudonym } from "../crypto/pseudonyms.ts";
import { together } from "../domain/invitation-changes.ts";
import { createInvitation as create } from "../domain/invitation-drafts.ts";
import type { InvitationChange } from "../domain/invitation.ts";
import { annotate, firstNotes, noNotes, type Notes } from "../domain/notes.ts";
import type { Cause } from "../events/envelope.ts";
import {
  idempotencyKey,
  idempotencyWrite,
  type IdempotencyClaim,
  type IdempotencyRecord,
} from "../store/idempotency.ts";
import { emptyNotesWrite, invitationWrites, notesWrites } from "../store/invitations.ts";
import { creatorEntryWrite, tagEntryWrites } from "../store/list-entries.ts";
import type { Write } from "../store/writes.ts";
import { addressEntryOf } from "./address-entry.ts";
import type { Dependencies } from "./dependencies.ts";
import { earlierAnswer } from "./idempotency.ts";
import { newTerms, requireAddress, type NewInvitationInput } from "./invitation-input.ts";
import { partnerOf } from "./partner-of.ts";
import { recipientOf } from "./recipient.ts";
import { issue } from "./sending.ts";
import { sendingFacts, sendingKeys, sendingTarget } from "./sending-facts.ts";
import { takeLock } from "./take-lock.ts";
import { possibleTypes, templateKeys, templateOf } from "./template-of.ts";

/** A wish for an invitation, and on what occasion it is made. */
export interface Wish {
  readonly input: NewInvitationInput;
  readonly createdBy: { readonly id: string; readonly email: string };
  readonly cause: Cause;
  readonly claim: IdempotencyClaim | null;
}

/** What a wish comes to: the earlier answer to an equal request, or what is to be written. */
export type InvitationPlan =
  | { readonly earlier: IdempotencyRecord }
  | {
      readonly earlier: null;
      readonly change: InvitationChange;
      readonly notes: Notes;
      readonly writes: readonly Write[];
      /** Pseudonym of the address that something goes to; null for a draft. */
      readonly sendsTo: string | null;
    };

/** Decides on a new invitation and writes nothing; refuses what must not be. One read request. */
export async function planInvitation(
  { table, masterKey, policy }: Pick<Dependencies, "table" | "masterKey" | "policy">,
  id: string,
  { input, createdBy, cause, claim }: Wish,
): Promise<InvitationPlan> {
  const { partnerId, now } = cause;
  const key = await masterKey();
  const recipient = recipientOf(requireAddress(input.terms.customer?.email ?? "", "/customer/email"), key);
  const types = possibleTypes(input);
  const wanted = types.map((type) => sendingKeys(partnerId, type, recipient));
  const named = templateKeys(partnerId, input);
  const items = await table.getMany([...named, ...wanted.flat(), ...(claim ? [idempotencyKey(claim)] : [])]);
  const earlier = earlierAnswer(claim, items[named.length + wanted.flat().length], now);
  if (earlier) return { earlier };

  const partner = partnerOf(items[named.length], { mustStand: input.send !== null });
  const { cloud, sandbox } = partner;
  const rules = policy.terms(cloud);
  const terms = newTerms(input, rules, partner, templateOf(input, items[0]));
  const type = types.indexOf(terms.relationship);
  if (type < 0) throw new Error(`Nothing was read for the relationship ${terms.relationship}.`);
  const at = wanted.slice(0, type).flat().length;
  const facts = sendingFacts(items.slice(named.length + at), recipient, { mustStand: input.send !== null });
  const draft = { id, partnerId, sandbox, cloud, createdBy, terms, relationshipId: null, customerId: null };
  // Whether it could be offered to anybody is said before whether it can be to this customer.
  const offerable = create(draft, rules, cause);
  const target = await sendingTarget(table, facts, terms, now);
  const { relationshipId, customerId } = target;
  const created = relationshipId === null ? offerable : create({ ...draft, relationshipId, customerId }, rules, cause);
  const sent = input.send && issue(created.after, input.send, facts, target, policy, cause);
  const change = sent ? together(created, sent) : created;
  const noted = annotate(noNotes(id), input.notes, sandbox);
  const notes = firstNotes(id, input.notes);
  const tags = notes.tags.map((tag) => tagPseudonym(tag, key));
  const writes = [
    ...invitationWrites(change, cause),
    ...(noted ? notesWrites(null, noted, cause) : [emptyNotesWrite(notes, partnerId)]),
    ...addressEntryOf(change, key),
    ...tagEntryWrites(change.after, [], tags),
    creatorEntryWrite(change.after),
    ...(sent ? await takeLock(table, sent.after, facts, target, cause) : []),
    ...(claim ? [idempotencyWrite(claim, { status: 201, aggregate: id, sequence: change.after.version }, now)] : []),
  ];
  return { earlier: null, change, notes, writes, sendsTo: sent ? recipient.mailbox : null };
}
