import { allow } from "../lifecycle.ts";
import { asOf } from "../model.ts";
import { readingOf } from "../rules/changes.ts";
import { editInvitation as edit } from "../rules/drafts.ts";
import { faultAt, Refusal } from "../../kernel/refusal.ts";
import type { InvitationTerms } from "../../terms/model.ts";
import { readInvitation } from "../rules/reading.ts";
import type { Cause } from "../../events/envelope.ts";
import { customerEntryWrites } from "../items/list-entries.ts";
import { invitationWrites } from "../items/invitations.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import type { ExpectedVersions } from "../../transaction/expected-version.ts";
import type { InvitationAnswer } from "./invitation-answer.ts";
import { inLanguage, mergeTerms, type TermsInput } from "./invitation-input.ts";
import { loadOwn } from "./own-invitation.ts";
import { recipientOf } from "../../delivery/commands/recipient.ts";
import { draftTarget } from "../sending/amendment-target.ts";
import { sendingFacts, sendingPlan } from "../sending/asked-address.ts";

/** Changes a draft. It is checked like a new invitation, and not written if nothing changes. */
export async function editInvitation(
  { table, masterKey, policy }: Pick<Dependencies, "table" | "masterKey" | "policy">,
  id: string,
  input: TermsInput,
  expected: ExpectedVersions,
  cause: Cause,
): Promise<InvitationAnswer> {
  const key = await masterKey();
  const load = (reads: Reads) => loadOwn(reads, cause, id, expected);
  return execute(table, cause, load, async ({ invitation, delivery, notes }) => {
    const { customer, relationship } = mergeTerms(invitation.terms, input);
    const recipient = recipientOf(customer.email, key);
    const found = await table.read(sendingPlan(cause.partnerId, relationship, recipient));
    const facts = sendingFacts(found, recipient, { mustStand: false });
    const { cloud, defaults } = facts.partner;
    const isAmendment = invitation.origin === "amendment";
    if (isAmendment) assertStaysAmendment(invitation.terms, input);
    // Only the partner's default message follows the language; an amendment has none.
    const before = isAmendment ? invitation.terms : inLanguage(invitation.terms, customer.locale, defaults);
    const terms = mergeTerms(before, input);
    const rules = policy.terms(cloud);
    // Faults of the terms take precedence over those of the customer.
    const draft = allow("edit", asOf(invitation, cause.now));
    edit(draft, { terms, cloud }, rules, cause);
    const { relationshipId, customerId } = await draftTarget(table, { ...draft, terms }, facts, cause.now);
    const change = edit(invitation, { terms, cloud, relationshipId, customerId }, rules, cause);
    const answer = { status: 200, notes, draft: null, replayed: false };
    const reading = change === null ? readInvitation(invitation, delivery, cause.now) : readingOf(change);
    const writes = change === null ? [] : [...invitationWrites(change, cause), ...customerEntryWrites(change, key)];
    return { answer: () => ({ ...answer, reading }), writes };
  });
}

/** Refuses to make something else of a request for permissions of a live relationship. */
function assertStaysAmendment(before: InvitationTerms, input: TermsInput): void {
  const fixed = ["relationship", "anotherOrganization"] as const;
  const faults = fixed
    .filter((field) => input[field] !== undefined && input[field] !== before[field])
    .map((field) => faultAt(`/${field}`, "read-only", "An amendment keeps its relationship."));
  if (faults.length > 0) throw new Refusal("validation", "An amendment keeps its relationship.", { faults });
}
