import * as z from "zod/mini";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import type { Customer } from "../../../shared/customer/model.ts";
import { cancelledNotice } from "../../../shared/customer/mails/partner-mails.ts";
import { acceptedMail, declinedMail } from "../../../shared/customer/mails/relationship-mails.ts";
import { linkOf } from "../../../shared/invitation/commands/invitation-answer.ts";
import { confirmationMail } from "../../../shared/invitation/mails/customer-notices.ts";
import { acceptedNotice, type Granted } from "../../../shared/invitation/mails/partner-notices.ts";
import { loadNoticeTexts } from "../../../shared/invitation/mails/texts.ts";
import type { Invitation, Issue } from "../../../shared/invitation/model.ts";
import { endOfGrants } from "../../../shared/invitation/rules/acceptance.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { loadPermissionTexts, permissionName } from "../../../shared/policy/permission-texts.ts";
import { acceptedScopeOf, refusedOf } from "../../../shared/terms/accepted-scope.ts";
import { inOwnLanguages } from "./administrators-languages.ts";
import type { InvitationContext } from "./invitation-context.ts";
import type { Mailing } from "../mailing.ts";
import { declinedMailings, noticeInput, partnerLocale, partnerNames, toPartner } from "./partner-mailings.ts";
import { languageOf, noticeTo, portalLink, readerIn, toAdministratorsOf } from "./to-administrators.ts";

/** An accepted invitation. */
type AcceptedContext = InvitationContext & {
  readonly invitation: Extract<Invitation, { status: "accepted" }> & { readonly issue: Issue };
  /** With its administrators' languages. */
  readonly customer: Customer | null;
};

/** Confirms the acceptance to the invited address, and notifies the partner and the customer's other administrators. */
export async function acceptedMailings(context: InvitationContext): Promise<Mailing[]> {
  const { invitation } = context;
  if (invitation.status !== "accepted") return [];
  const { customer: found } = await context.table.read({ customer: customerPlace(invitation.customerId) });
  const customer = found && (await inOwnLanguages(context.table, found));
  const accepted = { ...context, invitation, customer };
  const input = await noticeInput(context);
  return [
    await confirmation(accepted),
    ...(await toPartner(context, acceptedNotice(input, await grantedOf(accepted, input.texts.lang)))),
    ...(await otherAdministrators(accepted)),
  ];
}

async function confirmation(context: AcceptedContext): Promise<Mailing> {
  const { invitation, customer, masterKey, publicUrl, operatorName } = context;
  const { email: to, locale: invited } = invitation.terms.customer;
  const administrator = customer?.administrators.find(({ email }) => email === to);
  const { locale, stated } = languageOf(administrator ?? { locale: invited }, invitation);
  const { offer, linkVersion } = invitation.issue;
  const mail = confirmationMail({
    ...(await grantedOf(context, locale)),
    texts: await loadNoticeTexts(locale),
    partnerName: offer.partnerName,
    operatorName,
    relationship: offer.relationship,
    autoExtend: offer.autoExtend,
    link: linkOf(invitation, masterKey, publicUrl) ?? "",
    isOwn: (invitation.decision.by.email ?? to) === to,
    portal: portalLink(publicUrl, "", stated),
  });
  return { ...noticeTo(to, context, mail), linkVersion };
}

/** A notice to every administrator except the recipient of the confirmation. */
async function otherAdministrators(context: AcceptedContext): Promise<Mailing[]> {
  const { invitation, customer } = context;
  const { decision, decidedAt, relationshipId, terms, issue } = invitation;
  if (customer === null) return [];
  const administrators = customer.administrators.filter(({ email }) => email !== terms.customer.email);
  const { partnerName: partner, relationship, autoExtend } = issue.offer;
  const accepted = {
    by: { name: decision.by.name, email: decision.by.email ?? terms.customer.email },
    at: decidedAt,
    partner,
    relationship,
    granted: decision.granted,
    until: endOfGrants(invitation),
    autoExtend,
    isRestoration: isRestoration(context),
  };
  return toAdministratorsOf(relationshipId, context, { ...customer, administrators }, (reader, page) =>
    acceptedMail(reader, { ...accepted, page }),
  );
}

/** Whether the relationship existed before: the partner asked for more permissions, or the customer had it already. */
function isRestoration({ event, invitation }: AcceptedContext): boolean {
  const { relationship } = acceptedSchema.parse(event.data);
  return invitation.issue.offer.relationshipId !== null || relationship.establishedAt < invitation.decidedAt;
}

const acceptedSchema = z.object({ relationship: z.object({ establishedAt: z.string() }) });

async function grantedOf(context: AcceptedContext, locale: Locale): Promise<Granted> {
  const { invitation } = context;
  const { decision, decidedAt, terms } = invitation;
  const catalogue = await loadPermissionTexts(locale);
  const named = (ids: readonly string[]): string[] => ids.map((id) => permissionName(id, catalogue));
  return {
    // A portal may report no name.
    person: decision.by.name ?? decision.by.email ?? terms.customer.email,
    at: decidedAt,
    acceptedScope: acceptedScopeOf(invitation),
    isRestoration: isRestoration(context),
    granted: named(decision.granted),
    refused: named(refusedOf(invitation)),
    until: endOfGrants(invitation),
  };
}

/** Notifies the partner that the customer declined; and the administrators who declined, if they have the relationship. */
export async function deniedMailings(context: InvitationContext): Promise<Mailing[]> {
  const toItsPartner = await declinedMailings(context);
  const { invitation, table } = context;
  const { customerId, relationshipId } = invitation;
  if (invitation.status !== "declined" || relationshipId === null || customerId === null) return toItsPartner;
  const { customer } = await table.read({ customer: customerPlace(customerId) });
  if (customer === null) return toItsPartner;
  const { decision, terms, issue, decidedAt: at, isReported } = invitation;
  const by = { name: decision.by.name, email: decision.by.email ?? terms.customer.email };
  const denial = { by, at, partner: issue.offer.partnerName, reason: decision.reason, isReported };
  const readers = await inOwnLanguages(table, customer);
  const toOwn = await toAdministratorsOf(relationshipId, context, readers, (reader, page) =>
    declinedMail(reader, { ...denial, page }),
  );
  return [...toItsPartner, ...toOwn];
}

/** Notifies the partner that its request was cancelled because the addressee is no longer an administrator. */
export async function cancelledMailings(context: InvitationContext): Promise<Mailing[]> {
  const { invitation } = context;
  if (invitation.status !== "cancelled" || invitation.cancelCode !== "addressee-left") return [];
  // One that founds a relationship is cancelled because the addressee's data are erased: nobody else could answer it.
  if (invitation.relationshipId === null) return [];
  const { partner, address, customer } = partnerNames(context);
  const reader = await readerIn(partnerLocale(context.partner), context, { name: customer });
  const about = { at: invitation.decidedAt, partner, address, invitationId: invitation.id };
  return toPartner(context, cancelledNotice(reader, about));
}
