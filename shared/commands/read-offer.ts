import type { Invitation } from "../domain/invitation.ts";
import type { Partner } from "../domain/partner.ts";
import type { Instant } from "../domain/time.ts";
import { parseCode } from "../store/codes.ts";
import { parseInvitation } from "../store/invitation-items.ts";
import { keys } from "../store/keys.ts";
import { parsePartner } from "../store/partners.ts";
import { customerOf } from "./customer-of.ts";
import type { Dependencies } from "./dependencies.ts";
import { openLink, type OpenedLink } from "./open-link.ts";

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
    const { partnerId, terms } = invitation;
    const { customerId, domain } = await customerOf(terms.customer.email, key);
    const [profile, live] = await table.getMany([
      keys.partner(partnerId),
      keys.liveRelationship(customerId, partnerId, terms.relationship),
    ]);
    const partner = parsePartner(profile);
    if (partner.linkEpoch !== epoch) return null;
    const open = code ? parseCode(code) : null;
    const codeSent = open !== null && open.linkVersion === version && open.endsAt > now;
    const isConnected = !!live && invitation.relationshipId === null;
    return { invitation, partner, codeSent, codeNumber: open?.number ?? 0, domain, isConnected };
  });
}
