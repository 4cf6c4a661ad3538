import { readingOf } from "../domain/invitation-changes.ts";
import { editInvitation as edit } from "../domain/invitation-drafts.ts";
import { readInvitation } from "../domain/invitation-reading.ts";
import type { Cause } from "../events/envelope.ts";
import { invitationWrites } from "../store/invitations.ts";
import { addressEntryOf } from "./address-entry.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { assertAtVersion, type ExpectedVersions } from "./expected-version.ts";
import type { InvitationAnswer } from "./invitation-answer.ts";
import { mergeTerms, type TermsInput } from "./invitation-input.ts";
import { loadOwn } from "./own-invitation.ts";

/** A partner rewrites a draft, as it was at the version that was read; refuses when it has moved on. What changes nothing writes nothing. */
export async function editInvitation(
  { table, masterKey, policy }: Pick<Dependencies, "table" | "masterKey" | "policy">,
  id: string,
  input: TermsInput,
  expected: ExpectedVersions,
  cause: Cause,
): Promise<InvitationAnswer> {
  const key = await masterKey();
  return attempt(async () => {
    const { invitation, delivery, notes } = await loadOwn(table, cause, id);
    assertAtVersion(invitation, expected);
    const terms = mergeTerms(invitation.terms, input);
    const change = edit(invitation, terms, policy.terms(invitation.cloud), cause);
    const answer = { status: 200, notes, draft: null, replayed: false };
    if (change === null) return { ...answer, reading: readInvitation(invitation, delivery, cause.now) };
    await table.transact([...invitationWrites(change, cause), ...addressEntryOf(change, key)]);
    return { ...answer, reading: readingOf(change) };
  });
}
