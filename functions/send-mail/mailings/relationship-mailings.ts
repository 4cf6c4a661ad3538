import type { Administrator } from "../../../shared/customer/model.ts";
import { basisDigest, renewalLinkDays, signRenewal } from "../../../shared/crypto/renewals.ts";
import { addDays } from "../../../shared/kernel/time.ts";
import { isRenewable, renewalBasis } from "../../../shared/relationship/rules/changes.ts";
import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { renewedNotice } from "../../../shared/customer/mails/partner-mails.ts";
import {
  pausingMail,
  removedMail,
  renewedMail,
  suspensionMail,
  terminatedMail,
  type WithPartner,
} from "../../../shared/customer/mails/relationship-mails.ts";
import {
  changeNotice,
  grantsNotice,
  terminatedNotice,
  type Change,
  type Reader,
} from "../../../shared/relationship/mails/relationship-notices.ts";
import { loadRelationshipTexts, type GrantNews } from "../../../shared/relationship/mails/texts.ts";
import { permissionName } from "../../../shared/policy/permission-texts.ts";
import { actingPersonOf } from "../acting-person.ts";
import type { Mailing } from "../mailing.ts";
import { partnerLocale, partnerNames, toPartner } from "./partner-mailings.ts";
import type { RelationshipContext } from "./relationship-context.ts";
import {
  langQuery,
  languageOf,
  noticeTo,
  portalLink,
  readerIn,
  toAdministratorsOf,
  type AdministratorReader,
} from "./to-administrators.ts";

/** Notifies both sides before permissions end or are extended, without those that were renewed or removed since. */
export const expiringMailings = (context: RelationshipContext): Promise<Mailing[]> =>
  grantMailings(context, context.data.willExtend ? "extending" : "expiring");

/** Notifies both sides that permissions have ended, without those that were granted again since. */
export const expiredMailings = (context: RelationshipContext): Promise<Mailing[]> => grantMailings(context, "expired");

/** Notifies both sides that permissions were extended, without those that were removed since. */
export const extendedMailings = (context: RelationshipContext): Promise<Mailing[]> =>
  grantMailings(context, "extended");

/** Notifies both sides which permissions were renewed, by whom, and until when. */
export async function renewedMailings(context: RelationshipContext): Promise<Mailing[]> {
  const { relationship, data, event, partner } = context;
  const at = event.metadata.occurredAt;
  const grants = data.relationship.grants.filter(({ permission }) => data.permissions.includes(permission));
  const { customer: name, address } = partnerNames(context);
  const reader = await readerIn(partnerLocale(partner), context, { name });
  const about = { at, grants, partner: partner.displayName, address, relationshipId: relationship.id };
  return [
    ...(await toPartner(context, renewedNotice(reader, about))),
    ...(await actMailings(context, (one, act) => renewedMail(one, { ...act, grants }))),
  ];
}

const removals = { portal: "removed", api: "givenBack", vendor: "removedElsewhere" } as const;

/** Notifies both sides which permissions were removed, and the administrators by whom. */
export const removedMailings = async (context: RelationshipContext): Promise<Mailing[]> => {
  const { permissions, via } = context.data;
  return [
    ...(await removedNotices(context)),
    ...(await actMailings(context, (one, act) => removedMail(one, { ...act, permissions, removal: removals[via] }))),
  ];
};

/** Notifies the partner of removed permissions, without those that were granted again since, and not after the relationship ended. */
async function removedNotices(context: RelationshipContext): Promise<Mailing[]> {
  const { relationship, data } = context;
  const removed = relationship.grants.filter(
    ({ permission, status }) => status === "removed" && data.permissions.includes(permission),
  );
  if (removed.length === 0 || relationship.status === "terminated") return [];
  const permissions = removed.map(({ permission }) => permission);
  return noticeOf(context, removals[data.via], permissions);
}

/** Notifies both sides that the relationship has ended, and the administrators by whom. */
export async function terminatedMailings(context: RelationshipContext): Promise<Mailing[]> {
  const { relationship, data } = context;
  const { termination } = relationship;
  if (termination === null) return [];
  const reader = await partnerReader(context);
  const permissions = namesIn(reader, data.permissions);
  const { reason, by } = termination;
  const end = { reason, permissions: data.permissions, isByPartner: by === "partner" };
  return [
    ...(await toPartner(context, terminatedNotice(reader, { ...termination, permissions }))),
    ...(await actMailings(context, (one, act) => terminatedMail(one, { ...act, ...end }))),
  ];
}

/** Notifies both sides that the operator or the customer suspended or resumed the relationship. */
const suspensionMailings =
  (change: "paused" | "resumed") =>
  async (context: RelationshipContext): Promise<Mailing[]> => {
    const { data, event } = context;
    const { reason } = data;
    const isStill = data.relationship.status === "suspended";
    const ofOperator = event.metadata.actor.kind === "operator" ? "suspended" : "paused";
    const news = change === "paused" ? ofOperator : isStill ? "stillSuspended" : "resumed";
    return [
      ...(await noticeOf(context, news)),
      ...(await actMailings(context, (one, act) => suspensionMail(one, { ...act, change, reason, isStill }))),
    ];
  };

/** Notifies both sides of a suspension. */
export const suspendedMailings = suspensionMailings("paused");

/** Notifies both sides that a suspension was lifted, also where the other side's goes on. */
export const resumedMailings = suspensionMailings("resumed");

/** Notifies both sides which permissions the customer paused or resumed. */
export const pausingMailings =
  (change: "permissionsPaused" | "permissionsResumed") =>
  async (context: RelationshipContext): Promise<Mailing[]> => {
    const { permissions, relationship } = context.data;
    const isSuspended = relationship.status === "suspended";
    return [
      ...(await noticeOf(context, change, permissions)),
      ...(await actMailings(context, (one, act) => pausingMail(one, { ...act, change, permissions, isSuspended }))),
    ];
  };

/** Notifies the partner of a change. */
async function noticeOf(context: RelationshipContext, change: Change, ids: readonly string[] = []): Promise<Mailing[]> {
  const { data, event } = context;
  const reader = await partnerReader(context);
  const at = data.removedAt ?? event.metadata.occurredAt;
  return toPartner(
    context,
    changeNotice(reader, change, { at, permissions: namesIn(reader, ids), reason: data.reason }),
  );
}

/** Notifies every administrator of an administrator's action on the relationship. */
function actMailings(
  context: RelationshipContext,
  mailTo: (reader: AdministratorReader, act: WithPartner) => Mail,
): Promise<Mailing[]> {
  const { customer, event, masterKey, partner, relationship } = context;
  const by = actingPersonOf(event, customer, masterKey);
  const at = context.data.removedAt ?? event.metadata.occurredAt;
  const act = { by, at, partner: partner.displayName };
  return toAdministratorsOf(relationship.id, context, customer, (reader, page) => mailTo(reader, { ...act, page }));
}

async function grantMailings(context: RelationshipContext, news: GrantNews): Promise<Mailing[]> {
  const { relationship, data, now } = context;
  const announcedEnds = new Map(data.relationship.grants.map(({ permission, endsAt }) => [permission, endsAt]));
  const grants = readRelationship(relationship, now).grants.filter(
    ({ permission, status, endsAt }) =>
      data.permissions.includes(permission) &&
      status === (news === "expired" ? "expired" : "active") &&
      endsAt === announcedEnds.get(permission),
  );
  if (grants.length === 0) return [];
  return toBoth(context, (reader) => {
    const named = grants.map(({ permission, endsAt }) => ({
      name: permissionName(permission, reader.texts.catalogue),
      endsAt,
    }));
    return grantsNotice(reader, news, named);
  });
}

async function toBoth(context: RelationshipContext, mailTo: (reader: Reader) => Mail): Promise<Mailing[]> {
  const { administrators } = context.customer;
  return [
    ...(await toPartner(context, mailTo(await partnerReader(context)))),
    ...(await Promise.all(
      administrators.map(async (administrator) =>
        noticeTo(administrator.email, context, mailTo(await customerReader(context, administrator))),
      ),
    )),
  ];
}

type ReaderOf<Side extends Reader["side"]> = Extract<Reader, { side: Side }>;

async function partnerReader(context: RelationshipContext): Promise<ReaderOf<"partner">> {
  const texts = await loadRelationshipTexts(partnerLocale(context.partner));
  return { side: "partner", texts, names: partnerNames(context), relationshipId: context.relationship.id };
}

async function customerReader(
  context: RelationshipContext,
  administrator: Administrator,
): Promise<ReaderOf<"customer">> {
  const { publicUrl, invitation, relationship, partner, now, masterKey } = context;
  const { locale, stated } = languageOf(administrator, invitation);
  const mayRenew = !partner.frozen && isRenewable(relationship, now);
  const renewal = {
    relationshipId: relationship.id,
    address: administrator.id,
    basis: basisDigest(renewalBasis(relationship, administrator, now)),
    endsAt: addDays(now, renewalLinkDays),
  };
  return {
    side: "customer",
    texts: await loadRelationshipTexts(locale),
    names: { ...partnerNames(context), customer: context.customer.name },
    page: portalLink(publicUrl, `/relationships/${relationship.id}`, stated),
    renewal: mayRenew ? `${publicUrl}/r/${signRenewal(renewal, masterKey)}${langQuery(stated)}` : null,
  };
}

const namesIn = ({ texts }: Reader, permissions: readonly string[]): string[] =>
  permissions.map((id) => permissionName(id, texts.catalogue));
