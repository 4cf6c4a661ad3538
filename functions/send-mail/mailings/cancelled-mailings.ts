import { cancelledNotice } from "../../../shared/customer/mails/partner-mails.ts";
import type { InvitationOccasion } from "./invitation-occasion.ts";
import type { Mailing } from "../mailing.ts";
import { partnerLocale, partnerNames, toPartner } from "./partner-mailings.ts";
import { readerIn } from "./to-administrators.ts";

/** Tells the partner that its request was cancelled where neither it nor the end of the relationship was the reason. */
export async function cancelledMailings(occasion: InvitationOccasion): Promise<Mailing[]> {
  const { invitation, operatorName } = occasion;
  if (invitation.status !== "cancelled" || invitation.cancelCode !== "addressee-left") return [];
  const { partner, address, customer } = partnerNames(occasion);
  const reader = await readerIn(partnerLocale(occasion.partner), { operatorName }, { name: customer });
  const about = { at: invitation.decidedAt, partner, address, invitationId: invitation.id };
  return toPartner(occasion, cancelledNotice(reader, about));
}
