import { readingOf } from "../rules/changes.ts";
import { editInvitation as edit } from "../rules/drafts.ts";
import { readInvitation } from "../rules/reading.ts";
import type { Cause } from "../../events/envelope.ts";
import { addressEntryWrites } from "../items/list-entries.ts";
import { invitationWrites } from "../items/invitations.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import type { ExpectedVersions } from "../../transaction/expected-version.ts";
import type { InvitationAnswer } from "./invitation-answer.ts";
import { inLanguage, mergeTerms, type TermsInput } from "./invitation-input.ts";
import { loadOwn } from "./own-invitation.ts";
import { recipientOf } from "../../delivery/commands/recipient.ts";
import { sendingFacts, sendingPlan, sendingTarget } from "../sending/asked-address.ts";

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
    // Only the partner's default message follows the language.
    const terms = mergeTerms(inLanguage(invitation.terms, customer.locale, defaults), input);
    const rules = policy.terms(cloud);
    // Faults of the terms take precedence over those of the customer.
    edit(invitation, { terms, cloud }, rules, cause);
    const { relationshipId, customerId } = await sendingTarget(table, facts, terms, cause.now);
    const change = edit(invitation, { terms, cloud, relationshipId, customerId }, rules, cause);
    const answer = { status: 200, notes, draft: null, replayed: false };
    const reading = change === null ? readInvitation(invitation, delivery, cause.now) : readingOf(change);
    const writes = change === null ? [] : [...invitationWrites(change, cause), ...addressEntryWrites(change, key)];
    return { answer: () => ({ ...answer, reading }), writes };
  });
}
