import { normaliseAddress } from "../../../shared/kernel/address.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { deliveryStop, neverArrived } from "../../../shared/delivery/rules/progress.ts";
import type { DeliveryStop } from "../../../shared/delivery/model.ts";
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
import type { Table } from "../../../shared/table/table.ts";
import type { InvitationContext } from "./invitation-context.ts";
import type { Mailing } from "../mailing.ts";
import { noticeTo } from "./to-administrators.ts";

/** Notifies the partner that the customer declined. */
export const declinedMailings = async (context: InvitationContext): Promise<Mailing[]> => {
  const { invitation } = context;
  if (invitation.status !== "declined") return [];
  return toPartner(context, declinedNotice(await noticeInput(context), invitation.decision.reason));
};

const whenExpired =
  (notice: (input: PartnerNoticeInput, end: Instant, hasArrived: boolean) => Mail) =>
  async (context: InvitationContext): Promise<Mailing[]> => {
    const { invitation, delivery } = context;
    if (invitation.status !== "expired") return [];
    const hasArrived = !neverArrived(invitation, delivery);
    return toPartner(context, notice(await noticeInput(context), invitation.issue.expiresAt, hasArrived));
  };

/** Notifies the partner that the invitation expired, unless it was renewed since. */
export const expiredMailings = whenExpired(expiredNotice);

/** Notifies the partner that the customer asks for a new link, unless there is one. */
export const renewalMailings = whenExpired(renewalNotice);

/**
 * Notifies the partner why the mail was not delivered, unless the invitation was answered, redirected or has a newer outcome.
 * A withheld mail sends no notice: the partner withdrew it, or is frozen.
 */
export const undeliverableMailings =
  (stop: DeliveryStop) =>
  async (context: InvitationContext): Promise<Mailing[]> => {
    const { invitation, delivery, now } = context;
    if (deliveryStop(invitation, delivery) !== stop || asOf(invitation, now).status !== "pending") return [];
    if (delivery !== null && isWithheld(delivery)) return [];
    return toPartner(context, undeliverableNotice(await noticeInput(context), stop, delivery?.reason ?? null));
  };

/** The data of a notice to the partner; for a relationship, of the invitation that established it. */
type NoticeContext = Pick<InvitationContext, "table" | "invitation" | "partner" | "operatorName">;

/** What every notice to the partner about a request needs. */
export const noticeInput = async (context: Omit<NoticeContext, "table">): Promise<PartnerNoticeInput> => ({
  texts: await loadNoticeTexts(partnerLocale(context.partner)),
  names: partnerNames(context),
  invitationId: context.invitation.id,
});

/** The language of mails to a partner. */
export const partnerLocale = ({ locale }: Pick<Partner, "locale">): Locale => spokenLocale(locale);

/** The names in a notice to the partner. */
export function partnerNames({ invitation, partner, operatorName }: Omit<NoticeContext, "table">): PartnerNames {
  const { email, organization } = invitation.terms.customer;
  return { partner: partner.displayName, operator: operatorName, customer: organization ?? email, address: email };
}

/** A notice to each of the partner's recipients. */
export async function toPartner(data: NoticeContext, mail: Mail): Promise<Mailing[]> {
  const { linkVersion } = data.invitation.issue;
  const people = await peopleOf(data.table, data.partner, data.invitation.createdBy.id);
  return people.map((to) => ({
    ...noticeTo(to, data, mail),
    kind: "partner-notice",
    linkVersion,
  }));
}

/** Maximum number of admins that get a notice without another recipient. */
const mostAdmins = 20;

/**
 * The user who began it, if still a user of the partner, at the present address; and the confirmed addresses for notices.
 * The partner's admins, if that is nobody.
 */
export async function peopleOf(table: Table, { id: partnerId, notifications }: Partner, userId: string) {
  const creator = await readUser(table, { partnerId, id: userId });
  const recipients = addressesOf([...(creator === null ? [] : [creator.email]), ...notifications]);
  if (recipients.length > 0) return recipients;
  const admins = await firstAdmins(table, partnerId, mostAdmins);
  return addressesOf(admins.map(({ email }) => email));
}

/** Normalises addresses. An invalid one came from an identity provider, and SES would refuse it. */
export const addressesOf = (emails: readonly string[]): string[] => [
  ...new Set(emails.map(normaliseAddress).filter((address) => address !== null)),
];
