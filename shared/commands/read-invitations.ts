import { statusAt } from "../domain/invitation.ts";
import type { InvitationStatus } from "../domain/invitation-lifecycle.ts";
import type { Instant } from "../domain/time.ts";
import { listInvitations, type WholeInvitation } from "../store/invitations.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * One page of a partner's invitations, newest first. With a status, those whose status it is at `now`:
 * an overdue one is not pending, though the sweep has not written it yet.
 */
export async function readInvitations(
  { table }: Pick<Dependencies, "table">,
  wanted: { partnerId: string; status: InvitationStatus | null; limit: number; cursor: string | null },
  now: Instant,
): Promise<{ items: WholeInvitation[]; next: string | null }> {
  let cursor = wanted.cursor;
  for (;;) {
    const page = await listInvitations(table, { ...wanted, cursor });
    const items = page.items.filter(
      ({ invitation }) => wanted.status === null || statusAt(invitation, now) === wanted.status,
    );
    // A page may be short, but an empty one would look like the end.
    if (items.length > 0 || page.next === null) return { items, next: page.next };
    cursor = page.next;
  }
}
