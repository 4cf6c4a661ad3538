import { offerDigest } from "../../../shared/crypto/digests.ts";
import type { Acceptance } from "../../../shared/invitation/rules/acceptance.ts";
import type { AddressStatus } from "../../../shared/delivery/rules/address-status.ts";
import type { Delivery } from "../../../shared/delivery/model.ts";
import type { ReminderFacts } from "../../../shared/reminders/rules/block.ts";
import type { Decision, Invitation, Issue } from "../../../shared/invitation/model.ts";
import type { InvitationStatus } from "../../../shared/invitation/lifecycle.ts";
import type { TermsPolicy } from "../../../shared/terms/rules.ts";
import { newGrant } from "../../../shared/relationship/rules/grants.ts";
import type { Offer, InvitationTerms } from "../../../shared/terms/model.ts";
import { shippedDefaults } from "../../../shared/partner/rules/defaults.ts";
import type { Partner, PartnerStanding } from "../../../shared/partner/model.ts";
import type { PartnerUser } from "../../../shared/users/model.ts";
import type { Relationship, Grant } from "../../../shared/relationship/model.ts";
import type { Template } from "../../../shared/templates/model.ts";
import { createTemplate } from "../../../shared/templates/rules.ts";
import { addDays, daysOf, durationOf } from "../../../shared/kernel/time.ts";
import { later, now } from "./fixed-clock.ts";

/** Ids that look like real ones. */
export const ids = {
  invitation: "inv_01JD0000000000000000000001",
  partner: "ptn_01JD0000000000000000000002",
  relationship: "rel_01JD0000000000000000000003",
  customer: "cus_01JD0000000000000000000004",
  template: "tpl_01JD0000000000000000000005",
} as const;

/** Complete terms as a partner writes them. */
export const someTerms = (named: Partial<InvitationTerms> = {}): InvitationTerms => ({
  customer: { email: "it@contoso.example", organization: "Contoso", contactName: "Ada", locale: "en" },
  locale: "en",
  relationship: "reseller",
  anotherOrganization: false,
  purpose: null,
  purposes: {},
  permissions: ["users.admin", "licenses.admin"],
  duration: "P365D",
  autoExtend: false,
  message: null,
  expiresIn: "P30D",
  reminders: null,
  ...named,
});

/** A policy under which nothing is required; `*.admin` but `users` and `licenses` are high risk, `*.read` low. */
export const aPolicy = (named: Partial<TermsPolicy> = {}): TermsPolicy => ({
  requiredPermissions: [],
  defaultPermissions: ["directory.admin"],
  riskOf: (permission) =>
    (
      ({
        "directory.admin": "high",
        "users.admin": "medium",
        "licenses.admin": "medium",
        "billing.read": "low",
      }) as const
    )[permission] ?? null,
  ...named,
});

/** What the customer is shown of such terms. */
export const anOffer = (named: Partial<Offer> = {}): Offer => {
  const terms = someTerms();
  return {
    partnerId: ids.partner,
    partnerName: "Contoso Partner",
    partnerVerified: { at: now, how: "company register" },
    customer: terms.customer.email,
    cloud: "public",
    relationship: terms.relationship,
    relationshipId: null,
    anotherOrganization: terms.anotherOrganization,
    permissions: terms.permissions,
    catalogue: "2026-11",
    duration: terms.duration,
    autoExtend: terms.autoExtend,
    agreement: { version: "2026-11", hash: `sha256:${"ab".repeat(32)}` },
    ...named,
  };
};

/** What sending adds, of an offer with its true digest. */
export function anIssue({ offer = anOffer(), ...named }: Partial<Issue> = {}): Issue {
  return {
    mode: "email",
    offer,
    offerDigest: offerDigest(offer),
    portal: "rapport",
    linkVersion: 1,
    linkEpoch: 1,
    handOverVersion: null,
    handedOverBy: null,
    handOvers: 0,
    mailSequence: 2,
    issuedAt: now,
    askedAt: named.issuedAt ?? now,
    expiresAt: addDays(now, 30),
    viewedAt: null,
    renewalRequestedAt: null,
    codeRequired: false,
    reminders: { plan: ["P3D", "P7D", "P14D", "-P1D"], sent: 0, lastAt: null },
    ...named,
  };
}

const answered = (offer: Offer, outcome: Decision["outcome"]): Decision => ({
  outcome,
  partial: false,
  granted: outcome === "accepted" ? offer.permissions : [],
  duration: outcome === "accepted" ? offer.duration : null,
  by: { name: "Ada", email: offer.customer, title: null },
  reason: null,
  via: "page",
  agreement: outcome === "accepted" ? offer.agreement : null,
});

/** The user who creates the invitations of `anInvitation`. */
export const aUser = (named: Partial<PartnerUser> = {}): PartnerUser => ({
  ...{ id: "user-1", partnerId: ids.partner, version: 1, email: "sales@contoso-partner.example", role: "sales" },
  addedAt: now,
  ...named,
});

interface NamedInvitation<Status extends InvitationStatus> {
  readonly status: Status;
  readonly id?: string;
  readonly version?: number;
  readonly cloud?: string;
  readonly terms?: InvitationTerms;
  readonly issue?: Issue;
}

/** An invitation in a status, with what belongs to it there. The offer follows the terms that are named. */
export function anInvitation<Status extends InvitationStatus>(
  named: NamedInvitation<Status>,
): Extract<Invitation, { readonly status: Status }> {
  const { status, terms = someTerms(), cloud = "public" } = named;
  const { permissions, duration, autoExtend, relationship, customer } = terms;
  const offer = anOffer({ permissions, duration, autoExtend, relationship, cloud, customer: customer.email });
  const issue = named.issue ?? anIssue({ offer, expiresAt: addDays(now, daysOf(terms.expiresIn)) });
  const base = {
    id: named.id ?? ids.invitation,
    partnerId: ids.partner,
    sandbox: false,
    cloud,
    createdBy: { id: "user-1", email: "sales@contoso-partner.example" },
    createdAt: now,
    terms,
    relationshipId: null,
    customerId: null,
  };
  const decidedAt = later({ days: 1 });
  const all: { readonly [Each in InvitationStatus]: Extract<Invitation, { readonly status: Each }> } = {
    draft: { ...base, status: "draft", version: named.version ?? 1, issue: null },
    pending: { ...base, status: "pending", version: named.version ?? 2, issue },
    accepted: {
      ...base,
      ...{ status: "accepted", version: named.version ?? 3, issue, decidedAt, relationshipId: ids.relationship },
      customerId: ids.customer,
      decision: answered(issue.offer, "accepted"),
    },
    declined: {
      ...{ ...base, status: "declined", version: named.version ?? 3, issue, decidedAt },
      decision: answered(issue.offer, "declined"),
      isReported: false,
    },
    cancelled: {
      ...{ ...base, status: "cancelled", version: named.version ?? 3, issue, decidedAt },
      ...{ cancelReason: null, cancelCode: "by-partner" },
    },
    expired: { ...base, status: "expired", version: named.version ?? 3, issue },
  };
  return all[status];
}

/** The delivery of that invitation's mail. */
export const aDelivery = (named: Partial<Delivery> = {}): Delivery => ({
  invitationId: ids.invitation,
  version: 1,
  mailSequence: 2,
  status: "sent",
  takenAt: now,
  at: now,
  reason: null,
  messageId: null,
  ...named,
});

/** An acceptance of everything in such an offer. */
export const anAcceptance = (named: Partial<Acceptance> = {}): Acceptance => ({
  offerDigest: offerDigest(anOffer()),
  granted: anOffer().permissions,
  duration: anOffer().duration,
  by: { name: "Ada", email: "it@contoso.example", title: "Head of IT" },
  agreed: true,
  isAgreementNew: true,
  reason: null,
  codeFault: null,
  via: "page",
  ...named,
});

/** A permission that was granted now, for 60 days unless another number is named. */
export const aGrant = (
  permission = "users.admin",
  { days = 60, ...named }: Partial<Grant> & { days?: number } = {},
): Grant => ({
  ...newGrant(permission, { duration: durationOf(days), autoExtend: false }, now),
  ...named,
});

/** The relationship of an acceptance, with permissions for 60 days. */
export const aRelationship = (named: Partial<Relationship> = {}): Relationship => ({
  ...{ id: ids.relationship, partnerId: ids.partner, customerId: ids.customer, sandbox: false, type: "reseller" },
  ...{
    status: "active",
    version: 1,
    invitationId: ids.invitation,
    asked: ["users.admin", "licenses.admin"],
    establishedAt: now,
  },
  ...{
    grants: [aGrant("users.admin"), aGrant("licenses.admin")],
    termination: null,
    suspensions: named.status === "suspended" ? [{ by: "operator", at: now, reason: "A dispute" }] : [],
    lastUsed: {},
    requests: 0,
    attended: true,
    attendanceSince: null,
  },
  ...named,
});

/** The partner of these invitations. */
export const aPartner = (named: Partial<Partner> = {}): Partner => ({
  id: ids.partner,
  version: 1,
  displayName: "Contoso Partner",
  pendingName: null,
  kind: "direct-reseller",
  cloud: "public",
  verified: { at: now, how: "company register" },
  locale: "en",
  replyTo: "hello@contoso-partner.example",
  notifications: [],
  notificationsWaiting: [],
  supportContact: null,
  defaults: shippedDefaults,
  linkEpoch: 1,
  frozen: false,
  sandbox: false,
  registeredAt: now,
  ...named,
});

/** A template of that partner with a name only. */
export const aTemplate = (named: Partial<Template> = {}): Template => ({
  ...createTemplate(ids.template, ids.partner, { name: "Spring" }, now),
  ...named,
});

/** An address and a partner that allow reminders, except for what is named. */
export const someStandings = (named: Partial<AddressStatus & PartnerStanding> = {}): ReminderFacts => {
  const { linkEpoch = 1, frozen = false, ...address } = named;
  return {
    address: { suppressed: null, blocked: false, unsubscribed: false, ...address },
    partner: { linkEpoch, frozen },
  };
};
