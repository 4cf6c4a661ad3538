import * as z from "zod/mini";
import { linkOf } from "../../../shared/invitation/commands/invitation-answer.ts";
import { localeOf } from "../../../shared/invitation/mails/mail-input.ts";
import { endOfGrants } from "../../../shared/invitation/rules/acceptance.ts";
import { acceptedScopeOf, refusedOf } from "../../../shared/terms/accepted-scope.ts";
import type { Invitation, Issue } from "../../../shared/invitation/model.ts";
import { acceptedMail } from "../../../shared/customer/mails/relationship-mails.ts";
import { confirmationMail } from "../../../shared/invitation/mails/customer-notices.ts";
import { acceptedNotice, type Granted } from "../../../shared/invitation/mails/partner-notices.ts";
import { loadNoticeTexts } from "../../../shared/invitation/mails/texts.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { loadPermissionTexts, permissionName } from "../../../shared/policy/permission-texts.ts";
import { customerPlace } from "../../../shared/customer/items/item.ts";
import { languageOf } from "./administrator-language.ts";
import type { InvitationContext } from "./invitation-context.ts";
import type { Mailing } from "../mailing.ts";
import { noticeInput, toPartner } from "./partner-mailings.ts";
import { portalLink } from "./portal-link.ts";
import { toCustomer } from "./request-mailings.ts";
import { toAdministrators } from "./to-administrators.ts";

/** An acceptance, which granted something. */
type AcceptedContext = InvitationContext & {
  readonly invitation: Extract<Invitation, { status: "accepted" }> & { readonly issue: Issue };
};

/** Tells both sides what was agreed, and all other administrators of the customer who accepted. */
export async function acceptedMailings(context: InvitationContext): Promise<Mailing[]> {
  const { invitation } = context;
  if (invitation.status !== "accepted") return [];
  const accepted = { ...context, invitation };
  return [
    await confirmation(accepted),
    ...(await partnerMailings(accepted)),
    ...(await administratorMailings(accepted)),
  ];
}

async function confirmation(context: AcceptedContext): Promise<Mailing> {
  const { invitation, masterKey, publicUrl, operatorName } = context;
  const locale = localeOf(invitation);
  const { offer } = invitation.issue;
  const mail = confirmationMail({
    ...(await grantedOf(context, locale)),
    texts: await loadNoticeTexts(locale),
    partnerName: offer.partnerName,
    operatorName,
    relationship: offer.relationship,
    autoExtend: offer.autoExtend,
    link: linkOf(invitation, masterKey, publicUrl) ?? "",
    portal: portalLink(publicUrl, "", invitation.terms.customer.locale),
  });
  // Anyone who answers "it was not me" must reach the operator, not the partner.
  return { ...toCustomer(context), replyTo: null, kind: "notice", mail };
}

async function partnerMailings(context: AcceptedContext): Promise<Mailing[]> {
  const input = await noticeInput(context);
  return toPartner(context, acceptedNotice(input, await grantedOf(context, input.texts.lang)));
}

/** Every administrator but the one who gets the confirmation. */
async function administratorMailings(context: AcceptedContext): Promise<Mailing[]> {
  const { table, invitation } = context;
  const { decision, decidedAt, relationshipId, terms, issue } = invitation;
  const { customer } = await table.read({ customer: customerPlace(invitation.customerId) });
  if (customer === null) return [];
  const { name, administrators } = customer;
  const others = administrators.filter(({ email }) => email !== terms.customer.email);
  const accepted = {
    by: { name: decision.by.name, email: decision.by.email ?? terms.customer.email },
    ...{ at: decidedAt, partner: issue.offer.partnerName, relationship: issue.offer.relationship },
    ...{ granted: decision.granted, until: endOfGrants(invitation), autoExtend: issue.offer.autoExtend },
    isRestoration: isRestoration(context),
  };
  return toAdministrators(
    context,
    { name, administrators: others },
    (administrator) => languageOf(administrator, invitation).locale,
    (reader) => acceptedMail(reader, { ...accepted, page: reader.page(`/relationships/${relationshipId}`) }),
  );
}

/** Whether the relationship was there before: asked for more permissions, or accepted for a customer that had it already. */
function isRestoration({ event, invitation }: AcceptedContext): boolean {
  const { relationship } = acceptedSchema.parse(event.data);
  return invitation.issue.offer.relationshipId !== null || relationship.establishedAt < invitation.decidedAt;
}

const acceptedSchema = z.object({ relationship: z.object({ establishedAt: z.string() }) });

async function grantedOf(context: AcceptedContext, locale: Locale): Promise<Granted> {
  const { invitation } = context;
  const { decision, decidedAt } = invitation;
  const catalogue = await loadPermissionTexts(locale);
  const named = (ids: readonly string[]): string[] => ids.map((id) => permissionName(id, catalogue));
  return {
    person: personOf(invitation),
    at: decidedAt,
    acceptedScope: acceptedScopeOf(invitation),
    isRestoration: isRestoration(context),
    granted: named(decision.granted),
    refused: named(refusedOf(invitation)),
    until: endOfGrants(invitation),
  };
}

/** Who accepted: by name, or by the address where a portal told none. */
const personOf = ({ decision, terms }: AcceptedContext["invitation"]): string =>
  decision.by.name ?? decision.by.email ?? terms.customer.email;
