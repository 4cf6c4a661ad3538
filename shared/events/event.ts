import type { Instant } from "../kernel/time.ts";

/** Events of the invitation itself, one per row of its lifecycle. */
export type InvitationEventType =
  | "InvitationCreated"
  | "InvitationEdited"
  | "InvitationIssued"
  | "InvitationViewed"
  | "InvitationReminded"
  | "InvitationCodeRequested"
  | "InvitationAccepted"
  | "InvitationDeclined"
  | "InvitationCancelled"
  | "InvitationExpired"
  | "InvitationResent"
  | "InvitationRedirected"
  | "InvitationHandedOver"
  | "InvitationReported"
  | "InvitationRenewalRequested";

/** Events of the mail's way to the customer. */
export type DeliveryEventType =
  | "InvitationMailed"
  | "InvitationDelivered"
  | "InvitationDelayed"
  | "InvitationUndelivered"
  | "InvitationBounced"
  | "InvitationComplained"
  | "InvitationSuppressed"
  | "InvitationRejected"
  | "InvitationDraftRead";

/** Events of a relationship, one per row of its lifecycle. */
export type RelationshipEventType =
  | "RelationshipEstablished"
  | "RelationshipAmended"
  | "PermissionsRemoved"
  | "PermissionsRenewed"
  | "PermissionsExpiring"
  | "PermissionsExpired"
  | "PermissionsExtended"
  | "RelationshipTerminated";

/** Events of a partner, one per version. */
export type PartnerEventType =
  | "PartnerRegistered"
  | "PartnerChanged"
  | "PartnerNamePending"
  | "PartnerVerified"
  | "PartnerFrozen"
  | "PartnerReleased";

/** Events of parts of a partner: the codes of its requests, and who signs in for it. */
export type PartnerPartEventType = "CodesStopped" | "PartnerUserAdded" | "PartnerUserChanged" | "PartnerUserRemoved";

/** Events of a customer's state: who speaks for it, its name, and whether anybody can speak for it. */
export type CustomerStateEventType =
  | "AdministratorAdded"
  | "AdministratorConfirmed"
  | "AdministratorRemoved"
  | "CustomerChanged"
  | "CustomerUnattended"
  | "CustomerAttended"
  | "CustomerRecoveryRequested"
  | "CustomerRecoveryStopped"
  | "CustomerRecoveryCompleted";

/** Events of a customer's own, and of an address that wants to sign in. */
export type CustomerEventType = CustomerStateEventType | "SignInRequested" | "SendersChanged";

/** Every event's name, as it stands in `detail-type`. */
export type EventType =
  | InvitationEventType
  | DeliveryEventType
  | "InvitationAnnotated"
  | RelationshipEventType
  | CustomerEventType
  | PartnerEventType
  | PartnerPartEventType;

/** One thing that happened to one aggregate. `sequence` is the aggregate's version after it. */
export interface DomainEvent {
  readonly type: EventType;
  /** Id of the aggregate; parts of an invitation are `inv_…/delivery` and `inv_…/notes`, a customer's senders are `cus_…/senders`, an address signs in as `adr_…/sign-in`, parts of a partner are `ptn_…/codes` and `ptn_…/user-<id>`. */
  readonly aggregate: string;
  readonly sequence: number;
  /** Whether it happened to test data: something that a sandbox partner has made. */
  readonly sandbox: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An aggregate that has events. */
export interface HasEvents {
  /** When its newest event occurred; absent before the first. Kept by the write of the event. */
  readonly eventAt?: Instant | undefined;
}

/** Who made it happen. A customer's person is a pseudonym of the address, another one for each partner. */
export interface Actor {
  readonly kind: "partner" | "customer" | "job" | "system" | "callback" | "operator";
  readonly id: string;
  /** The customer that a person acts for, once there is one. */
  readonly customerId?: string;
}
