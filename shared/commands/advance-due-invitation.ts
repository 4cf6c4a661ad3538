import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { silenceOf, type AddressStanding } from "../domain/address-standing.ts";
import type { Delivery } from "../domain/delivery.ts";
import { isOverdue, type Invitation } from "../domain/invitation.ts";
import { cancelInvitation, expireInvitation } from "../domain/invitation-ends.ts";
import { remindInvitation } from "../domain/invitation-issuing.ts";
import type { Instant } from "../domain/time.ts";
import { dueAt } from "../store/invitation-items.ts";
import { invitationWrites, openInvitationLock } from "../store/invitations.ts";
import { dueKeys, keys } from "../store/keys.ts";
import { isAtVersion, type Write } from "../store/writes.ts";
import { Superseded } from "../store/superseded.ts";
import { causeOfSweep } from "./cause-of-sweep.ts";
import type { Dependencies } from "./dependencies.ts";

/** An invitation whose due time has come, with what is known of its mail and its address. */
export interface DueInvitation {
  readonly invitation: Invitation;
  readonly delivery: Delivery | null;
  readonly standing: AddressStanding;
}

/** What a sweep did about one invitation. `left`: somebody else had already moved it on. */
export type Advance = "expired" | "dropped" | "reminded" | "silenced" | "left";

/**
 * Does what an invitation's due time asks for: drop a forgotten draft, expire, or remind.
 * One transaction held to the version that the index gave; whoever was faster wins, and nothing is lost.
 */
export async function advanceDueInvitation(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  { invitation, delivery, standing }: DueInvitation,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<Advance> {
  const due = dueAt(invitation);
  if (due === null || due > now) return "left";
  const cause = causeOfSweep(invitation, now, correlationId);
  const address = async () => addressPseudonym(invitation.terms.customer.email, await masterKey());
  const save = async (advance: Advance, writes: readonly Write[]): Promise<Advance> => {
    try {
      await table.transact(writes);
      return advance;
    } catch (error) {
      if (error instanceof Superseded) return "left";
      throw error;
    }
  };

  if (invitation.status === "draft") {
    const change = cancelInvitation(invitation, "The draft was not sent.", delivery, cause);
    return save("dropped", invitationWrites(change, { ...cause, actor: { kind: "system", id: "rapport" } }));
  }
  if (isOverdue(invitation, now)) {
    const change = expireInvitation(invitation, delivery, cause);
    return save("expired", [
      ...invitationWrites(change, cause),
      ...openInvitationLock.free(invitation, await address()),
    ]);
  }
  if (silenceOf(invitation, delivery, standing, now) !== null) return silence(table, invitation);
  const change = remindInvitation(invitation, delivery, now);
  return save("reminded", [
    ...invitationWrites(change, cause),
    // A bounce that comes in at this moment still holds the reminder back.
    {
      kind: "check",
      key: keys.delivery(invitation.id),
      condition: isAtVersion(delivery?.version ?? null),
    },
  ]);
}

/** Nothing goes to this address any more: the sweep looks again when the invitation ends. Not a transition, so no event. */
async function silence(table: Dependencies["table"], { id, version, issue }: Invitation): Promise<Advance> {
  const next = dueKeys.at(issue?.expiresAt ?? "", "invitation", id);
  const done = await table.set(keys.invitation(id), { GSI2SK: next }, isAtVersion(version));
  return done ? "silenced" : "left";
}
