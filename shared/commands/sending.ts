import { offerDigest } from "../crypto/digests.ts";
import { expireInvitation, sendInvitation } from "../domain/invitation-changes.ts";
import { isOverdue, type Invitation, type InvitationChange, type SendMode } from "../domain/invitation.ts";
import type { TermsPolicy } from "../domain/invitation-terms.ts";
import type { Offer } from "../domain/offer.ts";
import type { Partner } from "../domain/partner.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Cause } from "../events/envelope.ts";
import { currentAgreement } from "../policy/agreements.ts";
import { hostedPortal } from "../policy/clouds.ts";
import { permissionCatalogueVersion } from "../policy/permissions.ts";
import { parseLiveRelationship } from "../store/relationships.ts";
import {
  invitationWrites,
  openInvitationLock,
  parseOpenInvitation,
  wholeInvitation,
  wholeInvitationKeys,
} from "../store/invitations.ts";
import type { RawItem, Table } from "../store/table.ts";
import type { Write } from "../store/writes.ts";

/** What sending must know beside the invitation: the items at the lock's key and at the live relationship's. */
export interface SendingFacts {
  readonly partner: Partner;
  readonly policy: TermsPolicy;
  /** Pseudonym of the customer's address. */
  readonly address: string;
  readonly lock: RawItem | null;
  readonly liveRelationship: RawItem | null;
}

/** Freezes the offer of a draft. The digest is of what the customer will be shown. */
export function issue(
  draft: Invitation,
  mode: SendMode,
  { partner, policy }: SendingFacts,
  cause: Cause,
): InvitationChange {
  const { terms } = draft;
  const offer: Offer = {
    partnerId: partner.id,
    partnerName: partner.displayName,
    partnerVerified: partner.verified,
    customer: terms.customer.email,
    cloud: draft.cloud,
    relationship: terms.relationship,
    permissions: terms.permissions,
    catalogue: permissionCatalogueVersion,
    duration: terms.duration,
    autoExtend: terms.autoExtend,
    agreement: { version: currentAgreement.version, hash: currentAgreement.hash },
  };
  const input = { mode, offer, offerDigest: offerDigest(offer), portal: hostedPortal, linkEpoch: partner.linkEpoch };
  return sendInvitation(draft, input, policy, cause);
}

/** Refuses to ask a customer who has this relationship already. */
export function assertNoRelationship({ liveRelationship }: Pick<SendingFacts, "liveRelationship">): void {
  if (liveRelationship === null) return;
  throw new Refusal("relationship-exists", "This customer already has this relationship; amend it instead.", {
    relationshipId: parseLiveRelationship(liveRelationship),
  });
}

/**
 * The writes that make an invitation the only open one of its kind.
 * Refuses while another is open; one whose end has come is expired first, so that it never blocks.
 */
export async function takeLock(table: Table, pending: Invitation, facts: SendingFacts, cause: Cause): Promise<Write[]> {
  const { partner, address, lock } = facts;
  const take = openInvitationLock.take(partner.id, pending, address);
  if (lock === null) return [take];
  const { invitationId: holderId, expiresAt } = parseOpenInvitation(lock);
  const holder = expiresAt > cause.now ? null : wholeInvitation(await table.getMany(wholeInvitationKeys(holderId)));
  if (holder === null || !isOverdue(holder.invitation, cause.now)) {
    throw new Refusal("open-invitation-exists", "An invitation of this kind to this address is open.", {
      invitationId: holderId,
    });
  }
  const expired = expireInvitation(holder.invitation, holder.delivery, cause);
  const system = { ...cause, actor: { kind: "system", id: "rapport" } } as const;
  return [...invitationWrites(expired, system), openInvitationLock.takeOver(partner.id, pending, address, holderId)];
}
