import { viewInvitation } from "../domain/invitation-answers.ts";
import { invitationWrites } from "../store/invitations.ts";
import { partnerStandsCheck } from "../store/partners.ts";
import { attempt } from "./attempt.ts";
import {
  assertPartnerStands,
  causedByCustomer,
  loadForCustomer,
  type CustomerMoment,
  type LinkOutcome,
} from "./customer-answer.ts";
import { customerOf } from "./customer-of.ts";
import type { Dependencies } from "./dependencies.ts";
import { openLink } from "./open-link.ts";

/** A person, not a scanner, has the page open: recorded once. */
export async function markViewed(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  const key = await masterKey();
  return attempt(async (round) => {
    const opened = await openLink(token, key, (link) => loadForCustomer(table, link));
    if (opened.kind !== "found") return opened.kind;
    const { invitation, delivery, link } = opened.found;
    if (round > 0) await assertPartnerStands(table, invitation.partnerId, link);

    const change = viewInvitation(invitation, delivery, moment.now);
    if (change !== null) {
      const cause = causedByCustomer(
        invitation,
        (await customerOf(invitation.terms.customer.email, key)).customerId,
        moment,
      );
      await table.transact([...invitationWrites(change, cause), partnerStandsCheck(invitation.partnerId, link.epoch)]);
    }
    return "done";
  });
}
