import { settleInvitation } from "../rules/ends.ts";
import type { Invitation } from "../model.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { sandboxOf } from "../../partner/rules/sandbox.ts";
import type { Cause } from "../../events/envelope.ts";
import { invitationWrites, openInvitationLock, invitationParts, wholeInvitation } from "../items/invitations.ts";
import { rightsCounted } from "../../customer/items/administered.ts";
import { requestCounted } from "../../relationship/items/relationships.ts";
import type { Table } from "../../table/table.ts";
import type { CountedWrites } from "../../transaction/commit.ts";
import { assertMailable, sandboxRecipientWrites } from "../../delivery/commands/recipient.ts";
import type { SendingFacts, SendingTarget } from "./asked-address.ts";

/**
 * The writes that take the lock of an invitation. Refuses an address that receives no mail, and while another
 * invitation is open; an overdue one is expired first.
 */
export async function takeLock(
  table: Table,
  pending: Invitation,
  { partner, recipient, lock, rights }: SendingFacts,
  { relationshipId, customerId, addressStatus }: SendingTarget,
  cause: Cause,
): Promise<CountedWrites> {
  assertMailable(addressStatus);
  const { address } = recipient;
  const inSandbox = await sandboxRecipientWrites(table, sandboxOf(partner), recipient, "/customer/email");
  const asked =
    relationshipId === null || customerId === null
      ? inSandbox
      : [requestCounted(pending, customerId, relationshipId), rightsCounted(rights), ...inSandbox];
  if (lock === null) {
    return { writes: [...openInvitationLock.take(partner.id, pending, address), ...asked], opened: 1 };
  }
  const { invitationId: holderId, expiresAt } = lock;
  // A lock that is taken over was counted for who held it.
  const takeOver = [...openInvitationLock.takeOver(partner.id, pending, address, holderId), ...asked];
  if (holderId === pending.id) return { writes: takeOver, opened: 0 };
  const holder = expiresAt > cause.now ? null : wholeInvitation(await table.read(invitationParts(holderId)));
  const expired = holder && settleInvitation(holder.invitation, holder.delivery, cause.now);
  if (expired === null) {
    throw new Refusal("open-invitation-exists", "This address already has such an invitation.", {
      invitationId: holderId,
    });
  }
  const system = { ...cause, actor: { kind: "system", id: "rapport" } } as const;
  return { writes: [...invitationWrites(expired, system), ...takeOver], opened: 0 };
}
