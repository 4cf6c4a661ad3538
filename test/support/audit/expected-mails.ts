import type { StoredEvent } from "../../../shared/events/envelope.ts";

/**
 * Whom a mail goes to: the customer's address that was asked, as the event names it; the partner's people (whoever made
 * the invitation while that is a user, and the addresses for notices; the admins where that is nobody), or those of every partner that the customer has, or those that
 * are asked to confirm; the administrators of
 * the customer; the address that was added or removed; or the one administrator who wants to sign in.
 */
export type Recipient = "invited" | "partner" | "partners" | "waiting" | "administrators" | "named" | "signer";

/** What makes a mail pointless that has not gone out: whatever comes later for its subject, or nothing at all. */
export type Pointless = "later-event" | "never";

/** One kind of mail that an event asks for. */
export interface MailRule {
  /** As the mail's Message-ID says it. */
  readonly kind: "invitation" | "reminder" | "code" | "notice" | "partner-notice" | "sign-in";
  readonly to: Recipient;
  /** Whether a customer may have less than one, and never two: what is announced because its time has come. */
  readonly atMostOnce?: true;
  /** Whether it may go to these recipients without having to: what decides is not in the event. */
  readonly optional?: true;
  readonly pointless: Pointless;
}

const toPartner = { kind: "partner-notice", to: "partner" } as const;
const toAdministrators = { kind: "notice", to: "administrators" } as const;
/** Which partners a customer has when the mail is made is not in the event. */
const toPartners = { kind: "partner-notice", to: "partners", optional: true, pointless: "never" } as const;
/** The address that an event names: whether its link still works, or mail to it arrives, is not in the event. */
const toNamed = { kind: "notice", to: "named", optional: true, pointless: "never" } as const;
const toAllAdministrators = { ...toAdministrators, pointless: "never" } as const;
const request = { kind: "invitation", to: "invited", pointless: "later-event" } as const;

/**
 * Which mails an event asks for. Written from the specification and not from the product, whose own table a fault may
 * have changed. A new mail is a new row here.
 */
export const mailRules: Readonly<Record<string, readonly MailRule[]>> = {
  InvitationIssued: [request],
  InvitationResent: [request],
  InvitationRedirected: [request],
  InvitationHandedOver: [request],
  InvitationReminded: [{ kind: "reminder", to: "invited", atMostOnce: true, pointless: "later-event" }],
  InvitationCodeRequested: [{ kind: "code", to: "invited", pointless: "later-event" }],
  InvitationAccepted: [
    { kind: "notice", to: "invited", pointless: "never" },
    { ...toPartner, pointless: "never" },
    toAllAdministrators,
  ],
  // Administrators only where it is about a relationship that they have.
  InvitationDeclined: [
    { ...toPartner, pointless: "never" },
    { ...toAllAdministrators, optional: true },
  ],
  InvitationReported: [
    { ...toPartner, pointless: "never" },
    { ...toAllAdministrators, optional: true },
  ],
  // Only where its addressee is no longer an administrator.
  InvitationCancelled: [{ ...toPartner, optional: true, pointless: "never" }],
  InvitationExpired: [{ ...toPartner, pointless: "later-event" }],
  InvitationRenewalRequested: [{ ...toPartner, pointless: "later-event" }],
  InvitationUndelivered: [{ ...toPartner, pointless: "later-event" }],
  InvitationBounced: [{ ...toPartner, pointless: "later-event" }],
  InvitationComplained: [{ ...toPartner, pointless: "later-event" }],
  InvitationSuppressed: [{ ...toPartner, pointless: "later-event" }],
  // Not where it was withheld: the partner's own doing is no news to it.
  InvitationRejected: [{ ...toPartner, optional: true, pointless: "later-event" }],
  PermissionsExpiring: [
    { ...toPartner, atMostOnce: true, pointless: "later-event" },
    { ...toAdministrators, atMostOnce: true, pointless: "later-event" },
  ],
  PermissionsExpired: [
    { ...toPartner, pointless: "later-event" },
    { ...toAdministrators, pointless: "later-event" },
  ],
  PermissionsExtended: [
    { ...toPartner, pointless: "later-event" },
    { ...toAdministrators, pointless: "later-event" },
  ],
  PermissionsRemoved: [{ ...toPartner, pointless: "later-event" }, toAllAdministrators],
  PermissionsRenewed: [{ ...toPartner, pointless: "never" }, toAllAdministrators],
  RelationshipTerminated: [
    { ...toPartner, pointless: "never" },
    { ...toAdministrators, pointless: "never" },
  ],
  AdministratorAdded: [toNamed, toAllAdministrators],
  AdministratorConfirmed: [toAllAdministrators],
  AdministratorRemoved: [toNamed, toAllAdministrators],
  CustomerChanged: [toAllAdministrators],
  SendersChanged: [toAllAdministrators],
  CustomerUnattended: [toPartners],
  CustomerAttended: [toPartners],
  CustomerRecoveryRequested: [toAllAdministrators, toPartners],
  CustomerRecoveryStopped: [toAllAdministrators, toPartners],
  CustomerRecoveryCompleted: [toAllAdministrators, toPartners],
  // Only where the event names an address that has to confirm.
  PartnerRegistered: [{ kind: "partner-notice", to: "waiting", optional: true, pointless: "never" }],
  PartnerChanged: [{ kind: "partner-notice", to: "waiting", optional: true, pointless: "never" }],
  SignInRequested: [{ kind: "sign-in", to: "signer", pointless: "later-event" }],
};

/** Whether Rapport mails the request of an event at all, and not the partner by its own hand. */
export const isMailedByRapport = ({ data }: StoredEvent): boolean => {
  const { invitation } = data as { invitation?: { delivery?: { mode?: string } } };
  return invitation?.delivery?.mode !== "self";
};
