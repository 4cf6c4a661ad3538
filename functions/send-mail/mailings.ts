import type { StoredEvent } from "../../shared/events/envelope.ts";
import { mailedEvents } from "../../shared/names.ts";
import type { Table } from "../../shared/table/table.ts";
import { acceptedMailings, cancelledMailings, deniedMailings } from "./mailings/answer-mailings.ts";
import { confirmationMailings } from "./mailings/confirmation-mailings.ts";
import { addedMailings, confirmedMailings, removedMailings } from "./mailings/administrator-mailings.ts";
import { codeMailing } from "./mailings/code-mailing.ts";
import { readCustomerContext, type CustomerContext } from "./mailings/customer-context.ts";
import { changedMailings, sendersMailings } from "./mailings/customer-mailings.ts";
import { readInvitationContext, type InvitationContext } from "./mailings/invitation-context.ts";
import type { Mailing, MailSetting } from "./mailing.ts";
import { readPartnerContext, type PartnerContext } from "./mailings/partner-context.ts";
import {
  expiredMailings as expiredInvitationMailings,
  renewalMailings,
  undeliverableMailings,
} from "./mailings/partner-mailings.ts";
import {
  attendedMailings,
  recoveryCompletedMailings,
  recoveryRequestedMailings,
  recoveryStoppedMailings,
  unattendedMailings,
} from "./mailings/recovery-mailings.ts";
import {
  expiredMailings,
  expiringMailings,
  extendedMailings,
  pausingMailings,
  removedMailings as removedPermissionsMailings,
  renewedMailings,
  resumedMailings,
  suspendedMailings,
  terminatedMailings,
} from "./mailings/relationship-mailings.ts";
import { readRelationshipContext, type RelationshipContext } from "./mailings/relationship-context.ts";
import { reminderMailing, requestMailing } from "./mailings/request-mailings.ts";
import { signInMailings } from "./mailings/sign-in-mailing.ts";
import {
  answeredMailings,
  closedMailings,
  readSupportContext,
  writtenMailings,
  type SupportContext,
} from "./mailings/support-mailings.ts";
import { codesStoppedMailings, userMailings } from "./mailings/user-mailings.ts";

type Mailings = readonly Mailing[] | Promise<readonly Mailing[]>;
type Reading = (table: Table, event: StoredEvent, setting: MailSetting) => Promise<readonly Mailing[]>;

/** The mails of an event, made from the present state of its subject; none if the subject is missing. */
const about =
  <MailContext>(read: (...about: Parameters<Reading>) => Promise<MailContext | null>) =>
  (mailings: (context: MailContext) => Mailings): Reading =>
  async (...event) => {
    const context = await read(...event);
    return context === null ? [] : mailings(context);
  };
const ofInvitation = about<InvitationContext>(readInvitationContext);
const ofCustomer = about<CustomerContext>(readCustomerContext);
const ofPartner = about<PartnerContext>(readPartnerContext);
const ofSupport = about<SupportContext>(readSupportContext);
const ofRelationship = about<RelationshipContext>(readRelationshipContext);

/** The mails of each event type. An event sends none if the present state no longer needs them. */
const mailingsFor: Record<(typeof mailedEvents)[number], Reading> = {
  InvitationIssued: ofInvitation(requestMailing),
  InvitationResent: ofInvitation(requestMailing),
  InvitationRedirected: ofInvitation(requestMailing),
  InvitationHandedOver: ofInvitation(requestMailing),
  InvitationReminded: ofInvitation(reminderMailing),
  InvitationCodeRequested: ofInvitation(codeMailing),
  InvitationAccepted: ofInvitation(acceptedMailings),
  InvitationDeclined: ofInvitation(deniedMailings),
  // Only the operator learns of a report. The partner is notified of a decline.
  InvitationReported: ofInvitation(deniedMailings),
  InvitationCancelled: ofInvitation(cancelledMailings),
  InvitationExpired: ofInvitation(expiredInvitationMailings),
  InvitationRenewalRequested: ofInvitation(renewalMailings),
  InvitationUndelivered: ofInvitation(undeliverableMailings("undelivered")),
  InvitationBounced: ofInvitation(undeliverableMailings("bounced")),
  InvitationComplained: ofInvitation(undeliverableMailings("complained")),
  InvitationSuppressed: ofInvitation(undeliverableMailings("suppressed")),
  InvitationRejected: ofInvitation(undeliverableMailings("rejected")),
  PermissionsExpiring: ofRelationship(expiringMailings),
  PermissionsExpired: ofRelationship(expiredMailings),
  PermissionsExtended: ofRelationship(extendedMailings),
  PermissionsRemoved: ofRelationship(removedPermissionsMailings),
  PermissionsRenewed: ofRelationship(renewedMailings),
  PermissionsPaused: ofRelationship(pausingMailings("permissionsPaused")),
  PermissionsResumed: ofRelationship(pausingMailings("permissionsResumed")),
  RelationshipSuspended: ofRelationship(suspendedMailings),
  RelationshipResumed: ofRelationship(resumedMailings),
  RelationshipTerminated: ofRelationship(terminatedMailings),
  SupportRequestOpened: ofSupport(writtenMailings("opened")),
  SupportRequestContinued: ofSupport(writtenMailings("continued")),
  SupportRequestReopened: ofSupport(writtenMailings("continued")),
  SupportRequestAnswered: ofSupport(answeredMailings),
  SupportRequestClosed: ofSupport(closedMailings),
  SignInRequested: signInMailings,
  PartnerRegistered: confirmationMailings,
  PartnerChanged: confirmationMailings,
  PartnerUserAdded: ofPartner(userMailings("added")),
  PartnerUserChanged: ofPartner(userMailings("changed")),
  PartnerUserRemoved: ofPartner(userMailings("removed")),
  CodesStopped: ofPartner(codesStoppedMailings),
  AdministratorAdded: ofCustomer(addedMailings),
  AdministratorConfirmed: ofCustomer(confirmedMailings),
  AdministratorRemoved: ofCustomer(removedMailings),
  CustomerChanged: ofCustomer(changedMailings),
  SendersChanged: ofCustomer(sendersMailings),
  CustomerUnattended: ofCustomer(unattendedMailings),
  CustomerAttended: ofCustomer(attendedMailings),
  CustomerRecoveryRequested: ofCustomer(recoveryRequestedMailings),
  CustomerRecoveryStopped: ofCustomer(recoveryStoppedMailings),
  CustomerRecoveryCompleted: ofCustomer(recoveryCompletedMailings),
};

/** The mails of an event, by the present state (product table, rows 15, 16, 24, 27, 35, 36 and 38). */
export async function mailingsOf(table: Table, event: StoredEvent, setting: MailSetting): Promise<readonly Mailing[]> {
  const type = mailedEvents.find((known) => known === event.type);
  return type ? mailingsFor[type](table, event, setting) : [];
}
