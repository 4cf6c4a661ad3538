import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { saidBy } from "./said.ts";

/**
 * Whom a mail goes to: the customer's address that was asked, as the event names it; the partner's people (whoever made
 * the invitation while that is a user, and the addresses for notices; the admins where that is nobody), or those of every
 * partner that the customer has; the partner's admins but the user whom it is about, or that user; the admins and the
 * addresses for notices; the addresses that are asked to confirm; the administrators of the customer; the address that was
 * added or removed; or the one administrator who wants to sign in.
 */
export type Recipient =
  | "invited"
  | "partner"
  | "partners"
  | "admins"
  | "user"
  | "admins-and-addresses"
  | "waiting"
  | "administrators"
  | "named"
  | "signer";

/** What makes a mail pointless that has not gone out: whatever comes later for its subject, or nothing at all. */
export type Pointless = "later-event" | "never";

/** One kind of mail that an event asks for. */
export interface MailRule {
  /** As the mail's Message-ID says it. */
  readonly kind: "invitation" | "reminder" | "code" | "notice" | "partner-notice" | "sign-in";
  readonly to: Recipient;
  /** Whether a customer may have less than one, and never two: what is announced because its time has come. */
  readonly atMostOnce?: true;
  /** Whether an event asks for it: every event of its type where absent. */
  readonly asked?: (event: StoredEvent) => boolean;
  readonly pointless: Pointless;
}

const toPartner = { kind: "partner-notice", to: "partner" } as const;
const toAdministrators = { kind: "notice", to: "administrators" } as const;
const toPartners = { kind: "partner-notice", to: "partners", pointless: "never" } as const;
const toAdmins = { kind: "notice", to: "admins", pointless: "never" } as const;
const toUser = { kind: "notice", to: "user", pointless: "never" } as const;
const toNamed = { kind: "notice", to: "named", pointless: "never" } as const;
const toWaiting = { kind: "partner-notice", to: "waiting", pointless: "never" } as const;
const toAllAdministrators = { ...toAdministrators, pointless: "never" } as const;
const request = { kind: "invitation", to: "invited", pointless: "later-event" } as const;

const invitationOf = (event: StoredEvent) => saidBy(event).invitation;

/** What became of a mail is no news once its request was answered or has ended. */
const isOpen = (event: StoredEvent): boolean => invitationOf(event)?.status === "pending";
/** Administrators hear of an answer to a request where they have that relationship. */
const isAboutRelationship = (event: StoredEvent): boolean => (invitationOf(event)?.relationshipId ?? null) !== null;
/** Every other cancellation is the partner's own, comes with the end of the relationship, of which it is told, or with an erasure. */
const isForAddresseeLeft = (event: StoredEvent): boolean =>
  invitationOf(event)?.cancelCode === "addressee-left" && isAboutRelationship(event);
/** Where a mail was withheld, that is the partner's own doing or its freeze. */
const wasHandedOver = (event: StoredEvent): boolean =>
  !/^No mail went out/.test(invitationOf(event)?.delivery?.reason ?? "");
/** Nothing of a sandbox reaches somebody who is not its user. */
const isReal = ({ metadata }: StoredEvent): boolean => !metadata.sandbox;
/** Whether mail to an administrator who was dropped arrives, and it was one. */
const isReachable = (event: StoredEvent): boolean =>
  !["unconfirmed", "unreachable"].includes(saidBy(event).cause ?? "");

const isClosedByOperator = (event: StoredEvent): boolean => saidBy(event).request?.closedBy === "operator";

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
  InvitationDeclined: [
    { ...toPartner, pointless: "never" },
    { ...toAllAdministrators, asked: isAboutRelationship },
  ],
  InvitationReported: [
    { ...toPartner, pointless: "never" },
    { ...toAllAdministrators, asked: isAboutRelationship },
  ],
  InvitationCancelled: [{ ...toPartner, asked: isForAddresseeLeft, pointless: "never" }],
  InvitationExpired: [{ ...toPartner, pointless: "later-event" }],
  InvitationRenewalRequested: [{ ...toPartner, pointless: "later-event" }],
  InvitationUndelivered: [{ ...toPartner, asked: isOpen, pointless: "later-event" }],
  InvitationBounced: [{ ...toPartner, asked: isOpen, pointless: "later-event" }],
  InvitationComplained: [{ ...toPartner, asked: isOpen, pointless: "later-event" }],
  InvitationSuppressed: [{ ...toPartner, asked: isOpen, pointless: "later-event" }],
  InvitationRejected: [
    { ...toPartner, asked: (event) => isOpen(event) && wasHandedOver(event), pointless: "later-event" },
  ],
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
  PermissionsPaused: [{ ...toPartner, pointless: "never" }, toAllAdministrators],
  PermissionsResumed: [{ ...toPartner, pointless: "never" }, toAllAdministrators],
  RelationshipSuspended: [{ ...toPartner, pointless: "never" }, toAllAdministrators],
  RelationshipResumed: [{ ...toPartner, pointless: "never" }, toAllAdministrators],
  RelationshipTerminated: [
    { ...toPartner, pointless: "never" },
    { ...toAdministrators, pointless: "never" },
  ],
  AdministratorAdded: [toNamed, toAllAdministrators],
  AdministratorConfirmed: [toAllAdministrators],
  AdministratorRemoved: [{ ...toNamed, asked: isReachable }, toAllAdministrators],
  CustomerChanged: [toAllAdministrators],
  SendersChanged: [toAllAdministrators],
  CustomerUnattended: [toPartners],
  CustomerAttended: [toPartners],
  CustomerRecoveryRequested: [toAllAdministrators, toPartners],
  CustomerRecoveryStopped: [toAllAdministrators, toPartners],
  CustomerRecoveryCompleted: [toAllAdministrators, toPartners],
  SupportRequestOpened: [toAllAdministrators],
  SupportRequestContinued: [toAllAdministrators],
  SupportRequestReopened: [toAllAdministrators],
  SupportRequestAnswered: [toAllAdministrators, { ...toPartner, pointless: "never" }],
  SupportRequestClosed: [toAllAdministrators, { ...toPartner, asked: isClosedByOperator, pointless: "never" }],
  PartnerRegistered: [toWaiting],
  PartnerChanged: [toWaiting],
  // The user pool writes to a user who was added.
  PartnerUserAdded: [toAdmins],
  PartnerUserChanged: [toAdmins, toUser],
  PartnerUserRemoved: [toAdmins, { ...toUser, asked: isReal }],
  CodesStopped: [{ kind: "partner-notice", to: "admins-and-addresses", pointless: "never" }],
  SignInRequested: [{ kind: "sign-in", to: "signer", pointless: "later-event" }],
};

/** Whether Rapport mails the request of an event at all, and not the partner by its own hand. */
export const isMailedByRapport = (event: StoredEvent): boolean => invitationOf(event)?.delivery?.mode !== "self";
