import { knownOf } from "../../customer/rules/administered.ts";
import { offerDigest } from "../../crypto/digests.ts";
import { sendInvitation } from "../rules/issuing.ts";
import type { Draft, InvitationChange, Pending, SendMode } from "../model.ts";
import type { Offer } from "../../terms/model.ts";
import { givenPurposes } from "../../terms/rules.ts";
import type { Cause } from "../../events/envelope.ts";
import { currentAgreement } from "../../policy/agreements.ts";
import { permissionCatalogueVersion } from "../../policy/permissions.ts";
import type { Policy } from "../../policy/policy.ts";
import type { SendingFacts, SendingTarget } from "./asked-address.ts";

/** Freezes the offer of a draft under the current rules of the partner's cloud. */
export function issueOffer(
  draft: Draft,
  mode: SendMode,
  { partner, rights }: Pick<SendingFacts, "partner" | "rights">,
  { relationshipId, customerId }: Pick<SendingTarget, "relationshipId" | "customerId">,
  policy: Policy,
  cause: Cause,
): InvitationChange<Pending> {
  const { terms } = draft;
  const { cloud } = partner;
  const offer: Offer = {
    partnerId: partner.id,
    ...(partner.sandbox && { sandbox: true as const }),
    partnerName: partner.displayName,
    partnerVerified: partner.verified,
    customer: terms.customer.email,
    cloud,
    relationship: terms.relationship,
    relationshipId,
    anotherOrganization: terms.anotherOrganization,
    permissions: terms.permissions,
    catalogue: permissionCatalogueVersion,
    duration: terms.duration,
    autoExtend: terms.autoExtend,
    ...givenPurposes(terms),
    agreement: { version: currentAgreement.version, hash: currentAgreement.hash },
  };
  const input = {
    mode,
    offer,
    offerDigest: offerDigest(offer),
    portal: policy.portalOf(cloud, cause.now).id,
    linkEpoch: partner.linkEpoch,
    codeRequired: policy.needsCode({ mode, permissions: terms.permissions }),
    ...knownOf(rights),
  };
  return sendInvitation({ ...draft, cloud, customerId }, input, policy.terms(cloud), cause);
}
