import { firstNotes } from "../rules/notes.ts";
import { readingOf } from "../rules/changes.ts";
import type { Cause } from "../../events/envelope.ts";
import type { IdempotencyClaim } from "../../table/idempotency.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { answerAgain, draftOf, type InvitationAnswer } from "./invitation-answer.ts";
import type { NewInvitationInput } from "./invitation-input.ts";
import type { CreationRequest } from "./plan-invitation.ts";
import { saveNewInvitation } from "../sending/save-new-invitation.ts";

/** Creates an invitation: a draft, or sent at once. */
export async function createInvitation(
  dependencies: Dependencies,
  input: NewInvitationInput,
  createdBy: CreationRequest["createdBy"],
  cause: Cause,
  claim: IdempotencyClaim | null,
): Promise<InvitationAnswer> {
  const { masterKey, publicUrl } = dependencies;
  const saved = await saveNewInvitation(dependencies, { input, createdBy, cause, claim });
  if (saved.earlier) {
    const again = await answerAgain(dependencies, saved.earlier, cause);
    // Notes have no history, but the body is the same: what was noted first is what it says.
    return { ...again, notes: firstNotes(saved.earlier.aggregate, input.notes) };
  }
  const { change, notes, quotas } = saved;
  const draft = draftOf(change.after, await masterKey(), publicUrl, cause.now);
  return { status: 201, reading: readingOf(change), notes, draft, replayed: false, quotas };
}
