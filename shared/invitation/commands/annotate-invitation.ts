import { tagPseudonym } from "../../crypto/pseudonyms.ts";
import { annotate, type NotesInput } from "../rules/notes.ts";
import type { Cause } from "../../events/envelope.ts";
import { notesWrites, type WholeInvitation } from "../items/invitations.ts";
import { tagEntryWrites } from "../items/list-entries.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { assertAtVersion, type ExpectedVersions } from "../../transaction/expected-version.ts";
import { loadOwn } from "./own-invitation.ts";
import type { Notes } from "../model.ts";

/** Changes the partner's own notes on an invitation, in any status. */
export async function annotateInvitation(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  id: string,
  input: NotesInput,
  cause: Cause,
  expected: ExpectedVersions = "any",
): Promise<WholeInvitation> {
  const key = await masterKey();
  const pseudonyms = ({ tags }: Notes) => tags.map((tag) => tagPseudonym(tag, key));
  const load = async (reads: Reads): Promise<WholeInvitation> => {
    const whole = await loadOwn(reads, cause, id);
    assertAtVersion(whole.notes, expected);
    return whole;
  };
  return execute(table, cause, load, (whole) => {
    const before: Notes = whole.notes;
    const noted = annotate(before, input, whole.invitation.sandbox);
    if (noted === null) return { answer: () => whole, writes: [] };
    const { after } = noted;
    const writes = [
      ...notesWrites(before, noted, { ...cause, partnerId: whole.invitation.partnerId }),
      ...tagEntryWrites(whole.invitation, pseudonyms(before), pseudonyms(after)),
    ];
    return { answer: () => ({ ...whole, notes: after }), writes };
  });
}
