import type {
  DeliveryEventType,
  DomainEvent,
  EventType,
  InvitationEventType,
  PartnerEventType,
  RelationshipEventType,
} from "./event.ts";
import type { MailOutcome } from "../delivery/model.ts";
import type { InvitationStatus } from "../invitation/lifecycle.ts";
import type { InvitationReading } from "../invitation/rules/reading.ts";
import type { UserEventType, UserRole, UserTold } from "../users/model.ts";
import type { FreezeCause, Partner } from "../partner/model.ts";
import type { RelationshipReading } from "../relationship/model.ts";
import type { RelationshipStatus } from "../relationship/lifecycle.ts";
import type { RemovalCause } from "../customer/rules/administrators.ts";
import type { CustomerReading } from "../customer/model.ts";
import type { CustomerStateEventType } from "./event.ts";
import type { Senders } from "../customer/rules/senders.ts";
import type { Instant } from "../kernel/time.ts";
import type { Notes } from "../invitation/model.ts";

/** What every event of an invitation tells. */
export type InvitationTold = {
  readonly invitation: InvitationReading;
  /** Null where there was nothing before. */
  readonly previousStatus: InvitationStatus | null;
};

type RelationshipTold = {
  readonly relationship: RelationshipReading;
  readonly previousStatus: RelationshipStatus | null;
};

/** Which administrator of the customer did it, by a pseudonym. */
type ByAdministrator = { readonly administrator: string };
/** The permissions that it is about. */
type OfPermissions = { readonly permissions: readonly string[] };

/** What events of a relationship tell beside it. */
export type RelationshipExtras = {
  readonly RelationshipEstablished: {
    readonly invitationId: string;
    readonly customer: {
      readonly id: string;
      readonly name: string;
      readonly organization: string | null;
      readonly domain: string;
      /** Whether it came into being with this relationship. */
      readonly founded: boolean;
    };
  };
  readonly RelationshipAmended: { readonly invitationId: string };
  readonly PermissionsRemoved: OfPermissions & ByAdministrator;
  readonly PermissionsRenewed: OfPermissions & ByAdministrator;
  readonly PermissionsExpiring: OfPermissions & { readonly willExtend: boolean };
  readonly PermissionsExpired: OfPermissions;
  readonly PermissionsExtended: OfPermissions;
  readonly RelationshipTerminated: OfPermissions &
    ByAdministrator & { readonly reason: string | null; readonly cancelledInvitations: readonly string[] };
};

type Person = { readonly id: string; readonly email: string };
type Administrator = Person & { readonly name: string | null };
/** Which address it is about, and who did it; null for the operator, a job or the mailbox itself. */
type AboutAdministrator = { readonly administrator: Person; readonly by: Administrator | null };
type RecoveryTold = { readonly reason: string; readonly force: boolean; readonly by: Administrator | null };

type CustomerFields = Pick<CustomerReading, "name" | "externalId" | "verified">;

/** What events of a customer tell beside it. */
export type CustomerExtras = {
  readonly AdministratorAdded: AboutAdministrator & { readonly expiresAt: Instant; readonly number: number };
  readonly AdministratorConfirmed: { readonly administrator: Person; readonly coolOffUntil: Instant | null };
  readonly AdministratorRemoved: AboutAdministrator & {
    readonly cause: RemovalCause;
    /** Whether the address had confirmed, and so was administrator. */
    readonly confirmed: boolean;
  };
  readonly CustomerChanged: {
    readonly changed: readonly (keyof CustomerFields)[];
    /** What the changed fields held before. */
    readonly previous: Partial<CustomerFields>;
    readonly by: Administrator | null;
  };
  readonly CustomerUnattended: Readonly<Record<never, never>>;
  readonly CustomerAttended: Readonly<Record<never, never>>;
  readonly CustomerRecoveryRequested: RecoveryTold & {
    readonly administrator: Person;
    readonly number: number;
    readonly dueAt: Instant;
  };
  readonly CustomerRecoveryStopped: RecoveryTold;
  readonly CustomerRecoveryCompleted: RecoveryTold;
};

type DeliveryTold = {
  readonly invitation: InvitationReading;
  readonly previousStatus: MailOutcome | null;
};

type PartnerTold = {
  readonly partner: Partner;
  /** What the changed fields held before. */
  readonly previous: Partial<Partner>;
};

/** What some events of an invitation tell beside it. */
export type InvitationExtras = {
  readonly InvitationAccepted: { readonly relationship: RelationshipReading };
  readonly InvitationCodeRequested: { readonly code: { readonly number: number } };
};

/** What an event tells, by its name. Who draws an event up and the published schema are both held to it. */
export type EventData = {
  readonly [Type in Exclude<InvitationEventType, keyof InvitationExtras>]: InvitationTold;
} & {
  readonly [Type in keyof InvitationExtras]: InvitationTold & InvitationExtras[Type];
} & {
  readonly [Type in RelationshipEventType]: RelationshipTold & RelationshipExtras[Type];
} & {
  readonly [Type in DeliveryEventType]: DeliveryTold;
} & {
  readonly [
    Type in Exclude<PartnerEventType, "PartnerRegistered" | "PartnerNamePending" | "PartnerFrozen">
  ]: PartnerTold;
} & {
  readonly [Type in UserEventType]: {
    readonly user: UserTold;
    readonly role: UserRole;
    readonly previousRole: UserRole | null;
  };
} & {
  readonly PartnerRegistered: { readonly partner: Partner };
  readonly PartnerNamePending: PartnerTold & { readonly pendingName: string };
  readonly PartnerFrozen: PartnerTold & {
    /** Absent from events that are older than this member. */
    readonly cause?: FreezeCause | undefined;
    readonly reason: string | null;
  };
  readonly InvitationAnnotated: {
    readonly invitationId: string;
    readonly changed: readonly (keyof Pick<Notes, "reference" | "notes" | "tags">)[];
  };
  readonly SignInRequested: {
    readonly signIn: {
      /** Pseudonym of the address. */
      readonly address: string;
      readonly number: number;
      readonly endsAt: Instant;
      readonly locale: string;
      readonly next: string;
    };
  };
  readonly CodesStopped: { readonly day: string; readonly wrong: number };
  readonly SendersChanged: {
    readonly by: Administrator;
    readonly senders: Pick<Senders, "mode" | "blocked" | "listed">;
  };
} & {
  readonly [Type in CustomerStateEventType]: { readonly customer: CustomerReading } & CustomerExtras[Type];
};

/** An event of one name, with what it tells. */
export type EventOf<Type extends EventType> = Omit<DomainEvent, "type" | "data"> & {
  readonly type: Type;
  readonly data: EventData[Type];
};
