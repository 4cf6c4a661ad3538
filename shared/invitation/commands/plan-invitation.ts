import type { MasterKey } from "../../crypto/master-key.ts";
import { tagPseudonym } from "../../crypto/pseudonyms.ts";
import { together } from "../rules/changes.ts";
import { createInvitation as create, type NewInvitation } from "../rules/drafts.ts";
import type { InvitationChange, Notes } from "../model.ts";
import { annotate, firstNotes, noNotes } from "../rules/notes.ts";
import type { Cause } from "../../events/envelope.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import { newInvitationWrites } from "../items/invitations.ts";
import { firstEntries } from "../items/list-entries.ts";
import { partnerPlace } from "../../partner/items/partners.ts";
import type { Write } from "../../table/writes.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { newTerms, requireAddress, type NewInvitationInput } from "./invitation-input.ts";
import { partnerOf } from "../../partner/commands/partner-of.ts";
import { recipientOf } from "../../delivery/commands/recipient.ts";
import {
  sendingFacts,
  sendingPlan,
  sendingTarget,
  type SendingFacts,
  type SendingTarget,
} from "../sending/asked-address.ts";
import { issueOffer } from "../sending/issue-offer.ts";
import { takeLock } from "../sending/take-lock.ts";
import { namedTemplate, possibleTypes, templateOf } from "../../templates/template-of.ts";

/** A request for an invitation, with its idempotency claim. */
export interface CreationRequest {
  readonly input: NewInvitationInput;
  readonly createdBy: { readonly id: string; readonly email: string };
  readonly cause: Cause;
  readonly claim: IdempotencyClaim | null;
}

/** The result of planning a new invitation. */
export interface InvitationPlan {
  readonly change: InvitationChange;
  readonly notes: Notes;
  /** What lists it, which has to be there before it. */
  readonly entries: ReturnType<typeof firstEntries>;
  readonly writes: readonly Write[];
  /** Change in the number of open invitations. */
  readonly opened: number;
  /** Pseudonym of the mailbox that receives the mail; null for a draft. */
  readonly sendsTo: string | null;
}

type Needs = Pick<Dependencies, "table" | "masterKey" | "policy">;

/** Loads what planning a new invitation needs, in one request. */
export async function loadForCreation(
  reads: Reads,
  { masterKey }: Pick<Needs, "masterKey">,
  { input, cause: { partnerId } }: Pick<CreationRequest, "input" | "cause">,
) {
  const key = await masterKey();
  const recipient = recipientOf(requireAddress(input.terms.customer?.email ?? "", "/customer/email"), key);
  const found = await reads.read({
    template: namedTemplate(partnerId, input),
    partner: partnerPlace(partnerId),
    facts: new Map(possibleTypes(input).map((type) => [type, sendingPlan(partnerId, type, recipient)])),
  });
  return { ...found, key, recipient };
}

/** Decides on a new invitation and writes nothing; refuses what must not be. */
export async function planInvitation(
  { table, policy }: Pick<Needs, "table" | "policy">,
  id: string,
  { input, createdBy, cause }: Omit<CreationRequest, "claim">,
  { key, recipient, ...found }: Awaited<ReturnType<typeof loadForCreation>>,
): Promise<InvitationPlan> {
  const { partnerId, now } = cause;
  const mustStand = input.send !== null;
  const partner = partnerOf(found.partner, { mustStand });
  const { cloud, sandbox } = partner;
  const rules = policy.terms(cloud);
  const terms = newTerms(input, rules, partner, templateOf(input, found.template));
  const ofType = found.facts.get(terms.relationship);
  if (ofType === undefined) throw new Error(`Nothing was read for the relationship ${terms.relationship}.`);
  const facts = sendingFacts(ofType, recipient, { mustStand });
  const draft = { id, partnerId, sandbox, cloud, createdBy, terms, relationshipId: null, customerId: null };
  // Faults of the terms take precedence over those of the customer.
  create(draft, rules, cause);
  const target = await sendingTarget(table, facts, terms, now);
  return planDraft({ table, policy }, { input, cause }, draft, { facts, target, key });
}

/** What a draft and its target make of a request: the invitation, its notes, and everything that is written with it. */
export async function planDraft(
  { table, policy }: Pick<Needs, "table" | "policy">,
  { input, cause }: Pick<CreationRequest, "input" | "cause">,
  draft: NewInvitation,
  { facts, target, key }: { readonly facts: SendingFacts; readonly target: SendingTarget; readonly key: MasterKey },
): Promise<InvitationPlan> {
  const { relationshipId, customerId } = target;
  const created = create({ ...draft, relationshipId, customerId }, policy.terms(draft.cloud), cause);
  const sent = input.send && issueOffer(created.after, input.send, facts, target, policy, cause);
  const change = sent ? together(created, sent) : created;
  const noted = annotate(noNotes(draft.id), input.notes, draft.sandbox);
  const notes = firstNotes(draft.id, input.notes);
  const tags = notes.tags.map((tag) => tagPseudonym(tag, key));
  const lock = sent && (await takeLock(table, sent.after, facts, target, cause));
  return {
    change,
    notes,
    entries: firstEntries(change.after, tags, key),
    writes: [...newInvitationWrites(change, noted, cause), ...(lock?.writes ?? [])],
    opened: lock?.opened ?? 0,
    sendsTo: sent ? facts.recipient.mailbox : null,
  };
}
