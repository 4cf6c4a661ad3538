import { saysTheSame } from "../../kernel/equality.ts";
import type { EventOf } from "../../events/all.ts";
import type { Notes } from "../model.ts";

const fields = ["reference", "notes", "tags"] as const;

/** What may be written. */
export type NotesInput = Partial<Pick<Notes, "reference" | "notes" | "tags">>;

/** Notes before anything was written. */
export const noNotes = (invitationId: string): Notes => ({
  invitationId,
  version: 0,
  reference: null,
  notes: null,
  tags: [],
});

/** Changed notes with their event. */
export interface NotesChange {
  readonly after: Notes;
  readonly event: EventOf<"InvitationAnnotated">;
}

/** Changes notes; null if nothing changes. The event does not contain their text. */
export function annotate(before: Notes, input: NotesInput, sandbox: boolean): NotesChange | null {
  const after = {
    ...before,
    version: before.version + 1,
    reference: input.reference === undefined ? before.reference : input.reference,
    notes: input.notes === undefined ? before.notes : input.notes,
    tags: [...new Set(input.tags ?? before.tags)],
  };
  const changed = fields.filter((field) => !saysTheSame(after[field], before[field]));
  if (changed.length === 0) return null;
  return {
    after,
    event: {
      type: "InvitationAnnotated",
      aggregate: `${before.invitationId}/notes`,
      sequence: after.version,
      sandbox,
      data: { invitationId: before.invitationId, changed },
    },
  };
}

/** The notes of a new invitation. */
export const firstNotes = (invitationId: string, input: NotesInput): Notes =>
  annotate(noNotes(invitationId), input, false)?.after ?? noNotes(invitationId);
