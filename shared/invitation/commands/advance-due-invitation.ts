import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import type { Delivery } from "../../delivery/model.ts";
import type { Invitation, Pending } from "../model.ts";
import { cancelInvitation, settleInvitation } from "../rules/ends.ts";
import { remindInvitation } from "../rules/issuing.ts";
import { reminderBlockOf, type ReminderFacts } from "../../reminders/rules/block.ts";
import { nextReminderOf } from "../../reminders/rules/plan.ts";
import { addHours, type Instant } from "../../kernel/time.ts";
import { dueAt, dueEntry, isPartAtVersion } from "../items/item.ts";
import { invitationWrites, openInvitationLock } from "../items/invitations.ts";
import { invitationKeys } from "../items/keys.ts";
import { isAtVersion, type Write } from "../../table/writes.ts";
import { causeOfSweep, commitSwept } from "../../transaction/cause-of-sweep.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** An invitation that is due, with what is known of its mail, address and partner. */
export interface DueInvitation {
  readonly invitation: Invitation;
  readonly delivery: Delivery | null;
  readonly reminderFacts: ReminderFacts;
}

/**
 * What a sweep did. `silenced`: nothing to do before the end; `postponed`: not yet; `left`: another write was first.
 */
export type Advance = "expired" | "dropped" | "reminded" | "silenced" | "postponed" | "left";

/** Drops a forgotten draft, expires an invitation or sends a reminder, in one conditional transaction. */
export async function advanceDueInvitation(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  { invitation, delivery, reminderFacts }: DueInvitation,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<Advance> {
  const due = dueAt(invitation);
  if (due === null || due > now) return "left";
  const cause = causeOfSweep(invitation, now, correlationId);
  const address = async () => addressPseudonym(invitation.terms.customer.email, await masterKey());
  const save = (advance: Advance, writes: readonly Write[]) => commitSwept(table, advance, writes, now);

  if (invitation.status === "draft") {
    const change = cancelInvitation(
      invitation,
      { cancelCode: "draft-dropped", reason: "The draft was not sent." },
      delivery,
      cause,
    );
    return save("dropped", invitationWrites(change, { ...cause, actor: { kind: "system", id: "rapport" } }));
  }
  const expired = settleInvitation(invitation, delivery, now);
  if (expired !== null) {
    return save("expired", [
      ...invitationWrites(expired, cause),
      ...openInvitationLock.free(invitation, await address()),
    ]);
  }
  if (invitation.status !== "pending") return "left";
  const next = nextDueTime(invitation, delivery, reminderFacts, now);
  if (next > now) return postpone(table, invitation, next);
  const change = remindInvitation(invitation, delivery, now);
  // A bounce that comes in at this moment still holds the reminder back.
  const condition = isPartAtVersion("delivery", delivery?.version ?? null);
  return save("reminded", invitationWrites(change, cause, { condition }));
}

/** When a reminder may go or the sweep must look again; the end if no reminder is left. */
function nextDueTime(
  invitation: Pending,
  delivery: Delivery | null,
  reminderFacts: ReminderFacts,
  now: Instant,
): Instant {
  const { issue } = invitation;
  const reminderBlock = reminderBlockOf(invitation, delivery, reminderFacts);
  // After a freeze, missed reminders go out as one. Looking hourly costs one write an hour.
  const at =
    reminderBlock === "partner-frozen"
      ? addHours(now, 1)
      : reminderBlock === null
        ? nextReminderOf(issue, delivery, now)
        : null;
  return at === null || at > issue.expiresAt ? issue.expiresAt : at;
}

/** Postpones the next sweep of the invitation. It is not a step, so it has no event. */
async function postpone(table: Dependencies["table"], { id, version, issue }: Pending, to: Instant): Promise<Advance> {
  const done = await table.set(invitationKeys.state(id), dueEntry(to), isAtVersion(version));
  return !done ? "left" : to < issue.expiresAt ? "postponed" : "silenced";
}
