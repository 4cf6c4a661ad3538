import type { EventOf } from "./event-data.ts";

/** A partner's own marks on an invitation, never shown to the customer; an aggregate of their own. */
export interface Notes {
  readonly invitationId: string;
  readonly version: number;
  readonly reference: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
}

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

/** Writes notes; members that are left out stay. Their text stays out of the event, for it is the partner's own. */
export function annotate(before: Notes, input: NotesInput): { after: Notes; event: EventOf<"InvitationAnnotated"> } {
  const after = {
    ...before,
    version: before.version + 1,
    reference: input.reference === undefined ? before.reference : input.reference,
    notes: input.notes === undefined ? before.notes : input.notes,
    tags: [...new Set(input.tags ?? before.tags)],
  };
  const changed = (["reference", "notes", "tags"] as const).filter((field) => input[field] !== undefined);
  return {
    after,
    event: {
      type: "InvitationAnnotated",
      aggregate: `${before.invitationId}/notes`,
      sequence: after.version,
      data: { invitationId: before.invitationId, changed },
    },
  };
}
