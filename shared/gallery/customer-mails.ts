import {
  addedMail,
  confirmedMail,
  droppedMail,
  farewellMail,
  welcomeMail,
  recoveryCompletedMail,
  recoveryRequestedMail,
  recoveryStoppedMail,
} from "../customer/mails/administrator-mails.ts";
import type { CustomerMailReader } from "../customer/mails/customer-mail.ts";
import {
  attendedNotice,
  cancelledNotice,
  recoveryCompletedNotice,
  recoveryRequestedNotice,
  recoveryStoppedNotice,
  renewedNotice,
  unattendedNotice,
} from "../customer/mails/partner-mails.ts";
import {
  acceptedMail,
  declinedMail,
  pausingMail,
  removedMail,
  renewedMail,
  suspensionMail,
  terminatedMail,
} from "../customer/mails/relationship-mails.ts";
import { changedByOperatorMail, renamedMail, sendersMail } from "../customer/mails/setting-mails.ts";
import { supportMail, supportNotice } from "../support/mails.ts";
import type { CustomerMailTexts } from "../customer/mails/texts.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import { at, invitationId, later, relationshipId, requestId, type SampleNames } from "./names.ts";

/** The way to the customer's page in the portal. */
export const customerPage = "https://rapport.example/portal/customers/cus_01JD0000000000000000000004?lang=en";
/** The link by which an administrator confirms, or stops a recovery. */
const confirmationLink =
  "https://rapport.example/confirm/administrator.cus_01JD0000000000000000000004.A.1.1.1.A?lang=en";
const permissions = ["directory.admin", "helpdesk", "billing.read"];
const grants = permissions.map((permission) => ({ permission, endsAt: later }));
const address = "ada@contoso.example";
const added = "grace@contoso.example";

/** Every mail about a customer, with everything that somebody typed. */
export function customerMails(
  texts: CustomerMailTexts,
  { operator, customer, partner, person, words }: SampleNames,
): Record<string, Mail> {
  const [page, link] = [customerPage, confirmationLink];
  const reader: CustomerMailReader = { texts, operator, customer };
  const by = { name: person, email: address };
  const act = { by, at, partner, page };
  const accepted = { ...act, granted: permissions, until: later, autoExtend: true, relationship: "reseller" } as const;
  const pausing = { permissions, isSuspended: false };
  const about = { at, partner, address, relationshipId };
  const recovery = { at, address: added, reason: words, dueAt: later };
  const removal = { by, at, address: added, page };
  return {
    accepted: acceptedMail(reader, { ...accepted, isRestoration: false }),
    "accepted more": acceptedMail(reader, { ...accepted, isRestoration: true, autoExtend: false }),
    "accepted more as advisor": acceptedMail(reader, { ...accepted, isRestoration: true, relationship: "advisor" }),
    "accepted as advisor": acceptedMail(reader, { ...accepted, isRestoration: false, relationship: "advisor" }),
    "accepted nothing": acceptedMail(reader, { ...accepted, isRestoration: false, granted: [], until: null }),
    declined: declinedMail(reader, { ...act, reason: null, isReported: false }),
    reported: declinedMail(reader, { ...act, reason: words, isReported: true }),
    renewed: renewedMail(reader, { ...act, grants }),
    removed: removedMail(reader, { ...act, permissions, removal: "removed" }),
    "removed by nobody known": removedMail(reader, { ...act, by: "former", permissions, removal: "removed" }),
    "given back": removedMail(reader, { ...act, permissions, removal: "givenBack" }),
    "removed elsewhere": removedMail(reader, { ...act, permissions, removal: "removedElsewhere" }),
    terminated: terminatedMail(reader, { ...act, reason: words, permissions, isByPartner: false }),
    "terminated barely": terminatedMail(reader, { ...act, reason: null, permissions: [], isByPartner: false }),
    "terminated by the partner": terminatedMail(reader, { ...act, reason: words, permissions, isByPartner: true }),
    paused: suspensionMail(reader, { ...act, change: "paused", reason: null, isStill: true }),
    suspended: suspensionMail(reader, { ...act, by: "operator", change: "paused", reason: words, isStill: true }),
    resumed: suspensionMail(reader, { ...act, change: "resumed", reason: null, isStill: false }),
    "resumed by one side": suspensionMail(reader, { ...act, change: "resumed", reason: null, isStill: true }),
    "permissions paused": pausingMail(reader, { ...act, ...pausing, change: "permissionsPaused" }),
    "permissions resumed": pausingMail(reader, { ...act, ...pausing, change: "permissionsResumed" }),
    "permissions resumed in vain": pausingMail(reader, {
      ...{ ...act, ...pausing, change: "permissionsResumed", isSuspended: true },
    }),
    added: addedMail(reader, { ...removal, expiresAt: later }),
    "added by the operator": addedMail(reader, { ...removal, by: "operator", expiresAt: later }),
    welcome: welcomeMail(reader, { by, at, expiresAt: later, link }),
    confirmed: confirmedMail(reader, { isSelf: false, at, address: added, coolOffUntil: later, page }),
    "confirmed at once": confirmedMail(reader, { isSelf: false, at, address: added, coolOffUntil: null, page }),
    "confirmed myself": confirmedMail(reader, { isSelf: true, at, address: added, coolOffUntil: later, page }),
    ...Object.fromEntries(
      (["removed", "left", "unreachable", "erased", "unconfirmed"] as const).map((cause) => [
        `dropped: ${cause}`,
        droppedMail(reader, { ...removal, cause, wasConfirmed: cause !== "unconfirmed" }),
      ]),
    ),
    "dropped: withdrawn": droppedMail(reader, { ...removal, cause: "removed", wasConfirmed: false }),
    ...Object.fromEntries(
      (["removed", "left", "erased"] as const).map((cause) => [
        `farewell: ${cause}`,
        farewellMail(reader, { by, at, cause, wasConfirmed: true }),
      ]),
    ),
    "farewell: withdrawn": farewellMail(reader, { by, at, cause: "removed", wasConfirmed: false }),
    renamed: renamedMail(reader, { by, at, before: words, wasVerified: true, page }),
    "renamed, never verified": renamedMail(reader, { by, at, before: words, wasVerified: false, page }),
    verified: changedByOperatorMail(reader, { at, change: { verified: words, externalId: words }, page }),
    unverified: changedByOperatorMail(reader, { at, change: { verified: null, externalId: null }, page }),
    senders: sendersMail(reader, {
      by,
      at,
      page,
      news: [
        { kind: "all" },
        { kind: "listed" },
        ...(["blocked", "unblocked", "added", "taken"] as const).map((kind) => ({ kind, partner })),
      ],
    }),
    "recovery requested": recoveryRequestedMail(reader, { ...recovery, force: false, stop: link }),
    "recovery forced": recoveryRequestedMail(reader, { ...recovery, force: true, stop: null }),
    "recovery stopped": recoveryStoppedMail(reader, { by, at, page }),
    "recovery completed": recoveryCompletedMail(reader, { at, page }),
    ...Object.fromEntries(
      (["opened", "continued", "answered", "closedByPartner", "closedByOperator"] as const).map((news) => [
        `support: ${news}`,
        supportMail(reader, news, { at, partner, subject: words, page }),
      ]),
    ),
    "partner: support answered": supportNotice(reader, "answered", { at, partner, subject: words, requestId }),
    "partner: support closed": supportNotice(reader, "closed", { at, partner, subject: words, requestId }),
    "partner: renewed": renewedNotice(reader, { ...about, grants }),
    "partner: unattended": unattendedNotice(reader, about),
    "partner: attended": attendedNotice(reader, about),
    "partner: recovery requested": recoveryRequestedNotice(reader, { ...about, dueAt: later, force: false }),
    "partner: recovery forced": recoveryRequestedNotice(reader, { ...about, dueAt: later, force: true }),
    "partner: recovery stopped": recoveryStoppedNotice(reader, about),
    "partner: recovery completed": recoveryCompletedNotice(reader, about),
    "partner: cancelled": cancelledNotice(reader, { at, partner, address, invitationId }),
  };
}
