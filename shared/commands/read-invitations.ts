import { statusAt } from "../domain/invitation.ts";
import type { InvitationStatus } from "../domain/invitation-lifecycle.ts";
import type { Instant } from "../domain/time.ts";
import { listInvitations, type WholeInvitation } from "../store/invitations.ts";
import type { Dependencies } from "./dependencies.ts";

/** How far one query looks on where the sweep has left nothing but overdue ones: four look at three hundred of them. */
const longestLook = 100;

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
  for (let limit = wanted.limit; ; limit = longestLook) {
    const page = await listInvitations(table, { ...wanted, limit, cursor });
    const fitting = page.items.filter(
      ({ invitation }) => wanted.status === null || statusAt(invitation, now) === wanted.status,
    );
    const items = fitting.slice(0, wanted.limit);
    const next = fitting.length > items.length ? (items.at(-1)?.invitation.id ?? null) : page.next;
    // A page may be short, but an empty one would look like the end.
    if (items.length > 0 || next === null) return { items, next };
    cursor = next;
  }
}
