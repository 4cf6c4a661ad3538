import { partnerPlace } from "../../partner/items/partners.ts";
import { present } from "../../table/places.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { openLink } from "../commands/open-link.ts";
import { invitationPlace } from "../items/item.ts";
import type { Accepted } from "../model.ts";

/** The accepted invitation behind a personal link; null for a link of any other. */
export async function readAccepted(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  token: string,
): Promise<Accepted | null> {
  const opened = await openLink(token, await masterKey(), async ({ invitationId, epoch }) => {
    const { invitation } = await table.read({ invitation: invitationPlace(invitationId) });
    if (invitation === null) return null;
    const { partner } = await table.read({ partner: present(partnerPlace(invitation.partnerId)) });
    return partner.linkEpoch === epoch ? { invitation } : null;
  });
  const invitation = opened.kind === "found" ? opened.found.invitation : null;
  return invitation?.status === "accepted" ? invitation : null;
}
