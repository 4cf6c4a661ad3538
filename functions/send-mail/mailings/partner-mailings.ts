import { normaliseAddress } from "../../../shared/kernel/address.ts";
import { deliveryStop, type DeliveryStop } from "../../../shared/delivery/model.ts";
import { asOf } from "../../../shared/invitation/model.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { isWithheld } from "../../../shared/delivery/rules/withheld-mail.ts";
import {
  declinedNotice,
  expiredNotice,
  renewalNotice,
  undeliverableNotice,
  type PartnerNoticeInput,
} from "../../../shared/invitation/mails/partner-notices.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { loadNoticeTexts, type PartnerNames } from "../../../shared/invitation/mails/texts.ts";
import { spokenLocale, type Locale } from "../../../shared/policy/locales.ts";
import { firstAdmins, readUser } from "../../../shared/users/item.ts";
import type { InvitationContext } from "./invitation-context.ts";
import type { Mailing } from "../mailing.ts";
import { noticeTo } from "./to-administrators.ts";

/** Tells the partner that the customer said no, whatever the customer said else. */
export const declinedMailings = async (context: InvitationContext): Promise<Mailing[]> => {
  const { invitation } = context;
  if (invitation.status !== "declined") return [];
  return toPartner(context, declinedNotice(await noticeInput(context), invitation.decision.reason));
};

/** Tells the partner that nobody answered; not once it was renewed. */
export const expiredMailings = async (context: InvitationContext): Promise<Mailing[]> =>
  context.invitation.status === "expired"
    ? toPartner(context, expiredNotice(await noticeInput(context), context.invitation.issue.expiresAt))
    : [];

/** Tells the partner that the customer asks for a new link; not once there is one. */
export const renewalMailings = async (context: InvitationContext): Promise<Mailing[]> =>
  context.invitation.status === "expired"
    ? toPartner(context, renewalNotice(await noticeInput(context), context.invitation.issue.expiresAt))
    : [];

/**
 * Tells the partner why the mail did not reach the customer; not once it was answered, went elsewhere or is worse, nor where
 * it never left, for the partner's own doing or its freeze is no news to it.
 */
export const undeliverableMailings =
  (stop: DeliveryStop) =>
  async (context: InvitationContext): Promise<Mailing[]> => {
    const { invitation, delivery, now } = context;
    if (deliveryStop(invitation, delivery) !== stop || asOf(invitation, now).status !== "pending") return [];
    if (delivery !== null && isWithheld(delivery)) return [];
    return toPartner(context, undeliverableNotice(await noticeInput(context), stop, delivery?.reason ?? null));
  };

/** What a notice to the partner is made of, whatever it is about: the invitation is where it began. */
type Told = Pick<InvitationContext, "table" | "invitation" | "partner" | "operatorName">;

/** What a notice to the partner about a request begins with. */
export const noticeInput = async (context: Omit<Told, "table">): Promise<PartnerNoticeInput> => ({
  texts: await loadNoticeTexts(partnerLocale(context.partner)),
  names: partnerNames(context),
  invitationId: context.invitation.id,
});

/** In which language a partner is written to. */
export const partnerLocale = ({ locale }: Pick<Partner, "locale">): Locale => spokenLocale(locale);

/** The names in a notice to the partner. */
export function partnerNames({ invitation, partner, operatorName }: Omit<Told, "table">): PartnerNames {
  const { email, organization } = invitation.terms.customer;
  return { partner: partner.displayName, operator: operatorName, customer: organization ?? email, address: email };
}

/** A notice to everybody at the partner whom it is for, each once. */
export async function toPartner(told: Told, mail: Mail): Promise<Mailing[]> {
  const { linkVersion } = told.invitation.issue;
  return (await recipientsOf(told)).map((to) => ({ ...noticeTo(to, told, mail), kind: "partner-notice", linkVersion }));
}

/** How many admins get a notice that has no other recipient. */
const mostAdmins = 20;

/**
 * The creator of the invitation, while that is a user of the partner, at the user's present address, and the confirmed
 * addresses for notices; the partner's admins where that is nobody.
 */
async function recipientsOf({ table, invitation, partner }: Told): Promise<string[]> {
  const creator = await readUser(table, { partnerId: partner.id, id: invitation.createdBy.id });
  const recipients = addressesOf([...(creator === null ? [] : [creator.email]), ...partner.notifications]);
  if (recipients.length > 0) return recipients;
  const admins = await firstAdmins(table, partner.id, mostAdmins);
  return addressesOf(admins.map(({ email }) => email));
}

/** What is no address came from an identity provider; SES would refuse it each time. */
export const addressesOf = (emails: readonly string[]): string[] => [
  ...new Set(emails.map(normaliseAddress).filter((address) => address !== null)),
];
