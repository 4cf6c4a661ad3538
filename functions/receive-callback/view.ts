import { asOf, type Invitation } from "../../shared/invitation/model.ts";
import type { Partner } from "../../shared/partner/model.ts";
import { shownVerification } from "../../shared/partner/rules/shown-partner.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { findAgreement } from "../../shared/policy/agreements.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { permissionName } from "../../shared/policy/permission-texts.ts";
import type { PermissionTexts } from "../../shared/policy/permission-texts.ts";
import { findPermission } from "../../shared/policy/permissions.ts";

/** The language, texts and time of an offer's representation. */
interface Telling {
  readonly locale: Locale;
  readonly texts: PermissionTexts;
  readonly publicUrl: string;
  readonly now: Instant;
}

/** Everything that a portal must show before it asks for a decision. */
export function offerReading(
  invitation: Invitation,
  partner: Partner,
  requiredPermissions: readonly string[],
  { locale, texts, publicUrl, now }: Telling,
) {
  const { id, issue, terms } = invitation;
  if (issue === null) throw new Error(`${id} was never sent.`);
  const { offer, offerDigest, expiresAt } = issue;
  return {
    id,
    status: asOf(invitation, now).status,
    expiresAt,
    offer: offerDigest,
    locale,
    partner: {
      id: offer.partnerId,
      displayName: offer.partnerName,
      contact: partner.replyTo,
      verified: shownVerification(offer, partner),
      since: partner.registeredAt,
    },
    customer: { email: offer.customer, organization: terms.customer.organization },
    relationship: offer.relationship,
    relationshipId: offer.relationshipId,
    purpose: offer.purpose ?? null,
    permissions: offer.permissions.map((permission) => ({
      ...permissionReading(permission, { required: requiredPermissions, texts }),
      purpose: offer.purposes?.[permission] ?? null,
    })),
    requiredPermissions,
    duration: offer.duration,
    autoExtend: offer.autoExtend,
    agreement: { ...offer.agreement, url: publicUrl + (findAgreement(offer.agreement.version)?.url ?? "") },
  };
}

function permissionReading(
  id: string,
  { required, texts }: Pick<Telling, "texts"> & { readonly required: readonly string[] },
) {
  const entry = findPermission(id);
  const text = entry && texts[entry.id];
  return {
    id,
    service: entry?.service ?? null,
    risk: entry?.risk ?? null,
    required: required.includes(id),
    name: permissionName(id, texts),
    description: text?.description ?? null,
    allows: text?.allows ?? [],
    allowsNot: text?.allowsNot ?? [],
  };
}

/** The outcome of an invitation, for the portal that reported it. A repeat gets the same. */
export function decisionReading(invitation: Invitation, now: Instant) {
  return {
    id: invitation.id,
    status: asOf(invitation, now).status,
    offer: invitation.issue?.offerDigest ?? null,
    relationshipId: invitation.relationshipId,
    decidedAt: "decision" in invitation ? invitation.decidedAt : null,
    decision: "decision" in invitation ? invitation.decision : null,
  };
}
