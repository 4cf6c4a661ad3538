import type { DueInvitation } from "../../shared/commands/advance-due-invitation.ts";
import type { Dependencies } from "../../shared/commands/dependencies.ts";
import { recipientOf } from "../../shared/commands/recipient.ts";
import { isOverdue, type Invitation } from "../../shared/domain/invitation.ts";
import type { Relationship } from "../../shared/domain/relationship.ts";
import type { Instant } from "../../shared/domain/time.ts";
import { errorFields, log } from "../../shared/runtime/log.ts";
import { parseStanding } from "../../shared/store/addresses.ts";
import { parseDelivery, parseInvitation } from "../../shared/store/invitation-items.ts";
import { keys } from "../../shared/store/keys.ts";
import { parseRelationship } from "../../shared/store/relationship-items.ts";
import type { RawItem } from "../../shared/store/table.ts";
import type { KnownPartners } from "./known-partners.ts";

/** Something whose due time has come. */
export type Due = DueInvitation | { readonly relationship: Relationship };

/**
 * A page of due items, its invitations with what is known of their mail, their address, its customer and their partner, in
 * at most one request. Null in place of an item that cannot be read: it must not hold up the others.
 */
export async function readPage(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  items: readonly RawItem[],
  partners: KnownPartners,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<(Due | null)[]> {
  if (items.length === 0) return [];
  const key = await masterKey();
  const invitations = items.map((item) =>
    isRelationship(item) ? null : readable(item, correlationId, () => parseInvitation(item)),
  );
  const wanted = await Promise.all(
    invitations.map((invitation) => (invitation === null ? Promise.resolve([]) : keysOf(invitation))),
  );
  const asked = partners.unknown(invitations.flatMap((invitation) => invitation?.partnerId ?? []));
  // What is stale here is found out later: the reminder's write is held to the delivery, its mail looks at all else.
  const found = await table.getMany([...wanted.flat(), ...asked.map(keys.partner)], { maybeStale: true });
  partners.learn(asked, found.splice(-asked.length, asked.length));
  return items.map((item, at): Due | null => {
    if (isRelationship(item)) {
      return readable(item, correlationId, () => ({ relationship: parseRelationship(item) }));
    }
    const invitation = invitations[at];
    if (!invitation) return null;
    const [delivery, address, mailbox, senders] = found.splice(0, wanted[at]?.length);
    return readable(item, correlationId, () => ({
      invitation,
      delivery: delivery ? parseDelivery(delivery) : null,
      standings: {
        address: parseStanding({ address, mailbox, senders }, invitation.partnerId),
        partner: partners.of(invitation.partnerId),
      },
    }));
  });

  /** Only a reminder asks whether its reader wants it. */
  async function keysOf(invitation: Invitation) {
    const { id, status, terms } = invitation;
    if (status !== "pending" || isOverdue(invitation, now)) return [keys.delivery(id)];
    const { address, mailbox, customerId } = await recipientOf(terms.customer.email, key);
    return [keys.delivery(id), keys.address(address), keys.address(mailbox), keys.senders(customerId)];
  }
}

const isRelationship = ({ entity }: RawItem): boolean => entity === "relationship";

function readable<Value>(item: RawItem, correlationId: string, read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    log("error", "due item failed", { key: String(item["PK"]), correlationId, ...errorFields(error) });
    return null;
  }
}
