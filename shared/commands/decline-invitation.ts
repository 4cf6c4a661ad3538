import { addressPseudonym } from "../crypto/pseudonyms.ts";
import { declineInvitation as decline } from "../domain/invitation-answers.ts";
import { invitationWrites, openInvitationLock } from "../store/invitations.ts";
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

/** A customer says no, with a reason or without. Saying it again changes nothing and answers the same. */
export async function declineInvitation(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  input: {
    readonly offerDigest: string;
    readonly reason: string | null;
    readonly name: string | null;
    readonly title: string | null;
  },
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  const key = await masterKey();
  return attempt(async (round) => {
    const opened = await openLink(token, key, (link) => loadForCustomer(table, link));
    if (opened.kind !== "found") return opened.kind;
    const { invitation, delivery, link } = opened.found;
    if (invitation.status === "declined") return "done";
    if (round > 0) await assertPartnerStands(table, invitation.partnerId, link);

    const cause = causedByCustomer(
      invitation,
      (await customerOf(invitation.terms.customer.email, key)).customerId,
      moment,
    );
    const { email } = invitation.terms.customer;
    const by = { name: input.name, email, title: input.title };
    const change = decline(invitation, { ...input, by, via: "page" }, { ...cause, delivery });
    await table.transact([
      ...invitationWrites(change, cause),
      openInvitationLock.free(invitation, addressPseudonym(email, key)),
      partnerStandsCheck(invitation.partnerId, link.epoch),
    ]);
    return "done";
  });
}
