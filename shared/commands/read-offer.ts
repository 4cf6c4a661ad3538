import type { Invitation } from "../domain/invitation.ts";
import type { Partner } from "../domain/partner.ts";
import type { Instant } from "../domain/time.ts";
import { parseCode } from "../store/codes.ts";
import { parseInvitation } from "../store/invitation-items.ts";
import { keys } from "../store/keys.ts";
import { parsePartner } from "../store/partners.ts";
import type { Dependencies } from "./dependencies.ts";
import { openLink, type OpenedLink } from "./open-link.ts";

/** What a customer's page shows. */
export interface ShownOffer {
  readonly invitation: Invitation;
  readonly partner: Partner;
  /** Whether a code is open that was mailed for this link. */
  readonly codeSent: boolean;
}

/** Reads what a link shows, and changes nothing. A partner that took its links back makes this one unknown. */
export async function readOffer(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  now: Instant,
): Promise<OpenedLink<ShownOffer>> {
  return openLink(token, await masterKey(), async ({ invitationId, version, epoch }) => {
    const [state, code] = await table.getMany([keys.invitation(invitationId), keys.code(invitationId)]);
    if (!state) return null;
    const invitation = parseInvitation(state);
    const partner = parsePartner(await table.get(keys.partner(invitation.partnerId)));
    if (partner.linkEpoch !== epoch) return null;
    const open = code ? parseCode(code) : null;
    return { invitation, partner, codeSent: open !== null && open.linkVersion === version && open.endsAt > now };
  });
}
