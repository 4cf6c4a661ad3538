import { tagPseudonym } from "../crypto/pseudonyms.ts";
import { annotate, type Notes, type NotesInput } from "../domain/notes.ts";
import type { Cause } from "../events/envelope.ts";
import { notesWrites, type WholeInvitation } from "../store/invitations.ts";
import { tagEntryWrites } from "../store/list-entries.ts";
import { attempt } from "./attempt.ts";
import type { Dependencies } from "./dependencies.ts";
import { assertAtVersion, type ExpectedVersions } from "./expected-version.ts";
import { loadOwn } from "./own-invitation.ts";

/**
 * A partner writes its own notes on an invitation, in any status; refuses when they have moved on from the version that was
 * read, if one was said.
 */
export async function annotateInvitation(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  id: string,
  input: NotesInput,
  cause: Cause,
  expected: ExpectedVersions = "any",
): Promise<WholeInvitation> {
  const key = await masterKey();
  const pseudonyms = ({ tags }: Notes) => tags.map((tag) => tagPseudonym(tag, key));
  return attempt(async () => {
    const whole = await loadOwn(table, cause, id);
    const before: Notes = whole.notes;
    assertAtVersion(before, expected);
    const noted = annotate(before, input, whole.invitation.sandbox);
    if (noted === null) return whole;
    const { after } = noted;
    await table.transact([
      ...notesWrites(before, noted, { ...cause, partnerId: whole.invitation.partnerId }),
      ...tagEntryWrites(whole.invitation, pseudonyms(before), pseudonyms(after)),
    ]);
    return { ...whole, notes: after };
  });
}
