import { signUnsubscribe } from "../crypto/unsubscribe.ts";
import { statusAt, type Invitation } from "../domain/invitation.ts";
import type { Partner } from "../domain/partner.ts";
import type { Instant } from "../domain/time.ts";
import { parseCode } from "../store/codes.ts";
import { parseInvitation } from "../store/invitation-items.ts";
import { keys } from "../store/keys.ts";
import { parsePartner } from "../store/partners.ts";
import { parseRelationship } from "../store/relationship-items.ts";
import { parseLiveRelationship } from "../store/relationships.ts";
import type { Dependencies } from "./dependencies.ts";
import { openLink, type OpenedLink } from "./open-link.ts";
import { recipientOf } from "./recipient.ts";

/** What a customer's page shows. */
export interface ShownOffer {
  readonly invitation: Invitation;
  readonly partner: Partner;
  /** Whether a code is open that was mailed for this link. */
  readonly codeSent: boolean;
  /** Number of the newest code; 0 before the first. */
  readonly codeNumber: number;
  /** The mail domain within which the request can be handed over; null at a public mail provider. */
  readonly domain: string | null;
  /** Whether the customer has the relationship already, by another invitation. */
  readonly isConnected: boolean;
  /** Whether it was accepted, and the relationship has ended since. */
  readonly hasEndedSince: boolean;
  /** Whether it was taken back because the relationship ended whose permissions it asks for. */
  readonly endedWithRelationship: boolean;
  /** Whether the request is over and the reader may sign in to the portal. */
  readonly isAdministrator: boolean;
  /** The token with which the reader stops the partner's reminders. */
  readonly unsubscribeToken: string;
}

/** Reads what a link shows, and changes nothing. A partner that took its links back makes this one unknown. */
export async function readOffer(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  now: Instant,
): Promise<OpenedLink<ShownOffer>> {
  const key = await masterKey();
  return openLink(token, key, async ({ invitationId, version, epoch }) => {
    const [state, code] = await table.getMany([keys.invitation(invitationId), keys.code(invitationId)]);
    if (!state) return null;
    const invitation = parseInvitation(state);
    const { partnerId, terms, relationshipId } = invitation;
    const { customerId, domain, address, mailbox } = await recipientOf(terms.customer.email, key);
    const isOver = statusAt(invitation, now) !== "pending";
    const restored = invitation.status === "cancelled" ? relationshipId : null;
    const [profile, live, administrator, relationship] = await table.getMany([
      keys.partner(partnerId),
      keys.liveRelationship(customerId, partnerId, terms.relationship),
      ...(isOver ? [keys.administrator(customerId, address)] : []),
      ...(restored === null ? [] : [keys.relationship(restored)]),
    ]);
    const partner = parsePartner(profile);
    if (partner.linkEpoch !== epoch) return null;
    const open = code ? parseCode(code) : null;
    const codeSent = open !== null && open.linkVersion === version && open.endsAt > now;
    return {
      ...{ invitation, partner, codeSent, codeNumber: open?.number ?? 0, domain },
      isConnected: !!live && relationshipId === null,
      // The hold is a live relationship's alone: without it, or in another's hands, this one is over.
      hasEndedSince:
        invitation.status === "accepted" && (!live || parseLiveRelationship(live) !== invitation.relationshipId),
      // One transaction ends the relationship and takes the request back: at one moment.
      endedWithRelationship:
        invitation.status === "cancelled" &&
        !!relationship &&
        parseRelationship(relationship).termination?.at === invitation.decidedAt,
      isAdministrator: !!administrator,
      unsubscribeToken: signUnsubscribe({ partnerId, address: mailbox }, key),
    };
  });
}
