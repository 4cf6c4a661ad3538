import { normaliseAddress } from "../../shared/domain/address.ts";
import { deliveryStop, type DeliveryStop } from "../../shared/domain/delivery.ts";
import { statusAt } from "../../shared/domain/invitation.ts";
import { isWithheld } from "../../shared/domain/withheld-mail.ts";
import {
  declinedNotice,
  expiredNotice,
  renewalNotice,
  undeliverableNotice,
  type PartnerNoticeInput,
} from "../../shared/mail/notices/partner-notices.ts";
import type { Mail } from "../../shared/mail/request-mail.ts";
import { defaultLocale, isLocale } from "../../shared/policy/locales.ts";
import type { InvitationOccasion } from "./invitation-occasion.ts";
import type { Mailing } from "./mailing.ts";

/** Tells the partner that the customer said no, whatever the customer said else. */
export const declinedMailings = (occasion: InvitationOccasion): Mailing[] => {
  const { invitation } = occasion;
  if (invitation.status !== "declined") return [];
  return toPartner(occasion, declinedNotice(noticeInput(occasion), invitation.decision.reason));
};

/** Tells the partner that nobody answered; not once it was renewed. */
export const expiredMailings = (occasion: InvitationOccasion): Mailing[] =>
  occasion.invitation.status === "expired"
    ? toPartner(occasion, expiredNotice(noticeInput(occasion), occasion.invitation.issue.expiresAt))
    : [];

/** Tells the partner that the customer asks for a new link; not once there is one. */
export const renewalMailings = (occasion: InvitationOccasion): Mailing[] =>
  occasion.invitation.status === "expired"
    ? toPartner(occasion, renewalNotice(noticeInput(occasion), occasion.invitation.issue.expiresAt))
    : [];

/**
 * Tells the partner why the mail did not reach the customer; not once it was answered, went elsewhere or is worse, nor where
 * it never left, for the partner's own doing or its freeze is no news to it.
 */
export const undeliverableMailings =
  (stop: DeliveryStop) =>
  (occasion: InvitationOccasion): Mailing[] => {
    const { invitation, delivery, now } = occasion;
    if (deliveryStop(invitation, delivery) !== stop || statusAt(invitation, now) !== "pending") return [];
    if (delivery !== null && isWithheld(delivery)) return [];
    return toPartner(occasion, undeliverableNotice(noticeInput(occasion), stop, delivery?.reason ?? null));
  };

/** What a notice to the partner is made of, whatever it is about: the invitation is where it began. */
type Told = Pick<InvitationOccasion, "invitation" | "partner" | "operatorName">;

/** What a notice to the partner begins with. */
export function noticeInput({ invitation, partner, operatorName }: Told): PartnerNoticeInput {
  const { email, organization } = invitation.terms.customer;
  return {
    locale: isLocale(partner.locale) ? partner.locale : defaultLocale,
    names: {
      partner: partner.displayName,
      operator: operatorName,
      customer: organization ?? email,
      address: email,
    },
    invitationId: invitation.id,
  };
}

/** A notice to whoever made the invitation and to those whom the partner has named, each once. */
export function toPartner({ invitation, partner, operatorName }: Told, mail: Mail): Mailing[] {
  const addresses = [invitation.createdBy.email, ...partner.notifications].map(normaliseAddress);
  // What is no address came from an identity provider; SES would refuse it each time.
  return [...new Set(addresses.filter((address) => address !== null))].map((to) => ({
    kind: "partner-notice",
    to,
    senderName: operatorName,
    replyTo: null,
    linkVersion: invitation.issue.linkVersion,
    mail,
    headers: {},
  }));
}
