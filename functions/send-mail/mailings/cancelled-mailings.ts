import { cancelledNotice } from "../../../shared/customer/mails/partner-mails.ts";
import type { InvitationContext } from "./invitation-context.ts";
import type { Mailing } from "../mailing.ts";
import { partnerLocale, partnerNames, toPartner } from "./partner-mailings.ts";
import { readerIn } from "./to-administrators.ts";

/** Tells the partner that its request was cancelled where neither it nor the end of the relationship was the reason. */
export async function cancelledMailings(context: InvitationContext): Promise<Mailing[]> {
  const { invitation, operatorName } = context;
  if (invitation.status !== "cancelled" || invitation.cancelCode !== "addressee-left") return [];
  const { partner, address, customer } = partnerNames(context);
  const reader = await readerIn(partnerLocale(context.partner), { operatorName }, { name: customer });
  const about = { at: invitation.decidedAt, partner, address, invitationId: invitation.id };
  return toPartner(context, cancelledNotice(reader, about));
}
