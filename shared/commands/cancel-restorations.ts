import { cancelInvitation, expireInvitation } from "../domain/invitation-ends.ts";
import { isOverdue } from "../domain/invitation.ts";
import type { Relationship } from "../domain/relationship.ts";
import type { Cause } from "../events/envelope.ts";
import { invitationWrites, openInvitationLock, wholeInvitation, wholeInvitationKeys } from "../store/invitations.ts";
import { openRestorations } from "../store/relationships.ts";
import type { Table } from "../store/table.ts";
import type { Write } from "../store/writes.ts";

/**
 * Three writes each, of the hundred that a transaction takes. Of any further ones nobody can say yes any more, and
 * they end by themselves.
 */
const most = 25;

/** The writes that take back the open requests for permissions of a relationship that ends, and which those are. */
export async function cancelRestorations(
  table: Table,
  { id }: Relationship,
  cause: Cause,
): Promise<{ readonly cancelled: readonly string[]; readonly writes: readonly Write[] }> {
  const open = (await openRestorations(table, id)).slice(0, most);
  const items = await table.getMany(open.flatMap(({ invitationId }) => wholeInvitationKeys(invitationId)));
  const system = { ...cause, actor: { kind: "system", id: "rapport" } } as const;
  const ended = open.flatMap(({ address }, at) => {
    const whole = wholeInvitation(items.slice(at * 3, at * 3 + 3));
    // What was answered since the pointers were read is not open any more.
    if (whole?.invitation.status !== "pending") return [];
    const { invitation, delivery } = whole;
    const change = isOverdue(invitation, cause.now)
      ? expireInvitation(invitation, delivery, cause)
      : cancelInvitation(invitation, "The relationship has ended.", delivery, cause);
    return [{ change, writes: [...invitationWrites(change, system), ...openInvitationLock.free(invitation, address)] }];
  });
  return {
    cancelled: ended.filter(({ change }) => change.action === "cancel").map(({ change }) => change.after.id),
    writes: ended.flatMap(({ writes }) => writes),
  };
}
