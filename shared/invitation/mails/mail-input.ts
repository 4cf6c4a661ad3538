import type { Invitation } from "../model.ts";
import { rulesFor } from "../rules/origins.ts";
import type { ComparedGrant } from "../../relationship/rules/amendment.ts";
import type { Partner } from "../../partner/model.ts";
import { laterName, shownVerification } from "../../partner/rules/shown-partner.ts";
import type { MailDraftInput } from "./mail-draft.ts";
import type { RequestedOffer } from "./request-facts.ts";
import type { RequestMailInput } from "./request-mail.ts";
import { loadMessageTexts } from "./messages.ts";
import { loadRequestMailTexts } from "./request-texts.ts";
import { cloudPolicy } from "../../policy/clouds.ts";
import { spokenLocale, type Locale } from "../../policy/locales.ts";
import { permissionName, type PermissionTexts } from "../../policy/permission-texts.ts";
import { findPermission } from "../../policy/permissions.ts";
import { loadSandboxTexts } from "../../policy/sandbox-texts.ts";

/** The language a customer is written to. */
export const localeOf = ({ terms }: Invitation): Locale => spokenLocale(terms.customer.locale, terms.locale);

/** Input of the mails about a sent invitation. Throws on a draft. */
export async function invitationMailInput(
  invitation: Invitation,
  links: Pick<RequestMailInput, "link" | "unsubscribeUrl">,
  {
    operatorName,
    partner,
    compared,
  }: { readonly operatorName: string; readonly partner: Partner; readonly compared: readonly ComparedGrant[] },
): Promise<RequestMailInput> {
  const { issue } = invitation;
  if (issue === null) throw new Error("A draft has no mail.");
  const { expiresAt } = issue;
  const shown = mailedPartner(invitation, partner);
  const texts = await loadRequestMailTexts(localeOf(invitation));
  return mailInputOf(invitation, { texts, operatorName, partner: shown, expiresAt, ...links }, compared);
}

/** The partner in a mail: the name frozen in the offer, and since when it is verified. */
export const mailedPartner = ({ issue }: Invitation, partner: Partner): RequestMailInput["partner"] => ({
  displayName: issue?.offer.partnerName ?? partner.displayName,
  laterName: issue && laterName(issue.offer, partner),
  replyTo: partner.replyTo,
  verifiedAt: (issue ? shownVerification(issue.offer, partner) : partner.verified)?.at ?? null,
});

/** Input of the mail about an invitation, sent or draft. */
export function mailInputOf(
  invitation: Invitation,
  setting: Pick<RequestMailInput, "texts" | "operatorName" | "partner" | "link" | "unsubscribeUrl" | "expiresAt">,
  compared: readonly ComparedGrant[],
): RequestMailInput {
  const { customer, message } = invitation.terms;
  return {
    ...setting,
    customer,
    message,
    handedOverBy: invitation.issue?.handedOverBy ?? null,
    offer: requestedOffer(invitation, setting.texts.catalogue, compared),
  };
}

/** What an invitation asks for, in a language. A sent one has the terms of its frozen offer. */
function requestedOffer(
  invitation: Invitation,
  catalogue: PermissionTexts,
  compared: readonly ComparedGrant[],
): RequestedOffer {
  const { duration, autoExtend, purpose, purposes } = invitation.terms;
  const { permissions, ...asked } = askedOf(invitation);
  const named = permissions.map(({ id, required }) => ({
    name: permissionName(id, catalogue),
    // A permission that the catalogue no longer has may have had any risk.
    risk: findPermission(id)?.risk ?? "high",
    required,
    purpose: purposes[id],
    change: compared.find(({ grant }) => grant.permission === id),
  }));
  return { ...asked, purpose, permissions: named, duration, autoExtend };
}

function askedOf(invitation: Invitation) {
  const { terms, cloud, issue, relationshipId } = invitation;
  const { requiredPermissions } = rulesFor(invitation, cloudPolicy(cloud));
  return {
    relationship: terms.relationship,
    isRestoration: (issue === null ? relationshipId : issue.offer.relationshipId) !== null,
    permissions: terms.permissions.map((id) => ({ id, required: requiredPermissions.includes(id) })),
  };
}

/** Input of the mail that the partner sends by hand. Throws on a draft, which has no link. */
export async function draftInput(invitation: Invitation, link: string): Promise<MailDraftInput> {
  const { terms, issue } = invitation;
  if (issue === null) throw new Error("A draft has no link.");
  const locale = localeOf(invitation);
  return {
    texts: await loadMessageTexts(locale),
    sandbox: invitation.sandbox ? await loadSandboxTexts(locale) : null,
    partner: { displayName: issue.offer.partnerName },
    customer: terms.customer,
    message: terms.message,
    offer: askedOf(invitation),
    link,
  };
}
