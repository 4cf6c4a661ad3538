import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { renewedNotice } from "../../../shared/customer/mails/partner-mails.ts";
import {
  removedMail,
  renewedMail,
  terminatedMail,
  type WithPartner,
} from "../../../shared/customer/mails/relationship-mails.ts";
import {
  grantsNotice,
  removedNotice,
  terminatedNotice,
  type Reader,
} from "../../../shared/relationship/mails/relationship-notices.ts";
import type { GrantNews } from "../../../shared/relationship/mails/texts.ts";
import { permissionName } from "../../../shared/policy/permission-texts.ts";
import { languageOf } from "./administrator-language.ts";
import { doerOf } from "../doer.ts";
import type { Mailing } from "../mailing.ts";
import { partnerLocale, partnerNames, toPartner } from "./partner-mailings.ts";
import type { RelationshipOccasion } from "./relationship-occasion.ts";
import { customerReader, partnerReader } from "./relationship-readers.ts";
import { noticeTo, readerIn, toAdministrators, type AdministratorReader } from "./to-administrators.ts";

/** Announces to both sides that permissions end or extend themselves; not what was renewed or taken back since. */
export const expiringMailings = (occasion: RelationshipOccasion): Promise<Mailing[]> =>
  grantMailings(occasion, occasion.told.willExtend ? "extending" : "expiring");

/** Tells both sides that permissions have ended; not what was granted anew since. */
export const expiredMailings = (occasion: RelationshipOccasion): Promise<Mailing[]> =>
  grantMailings(occasion, "expired");

/** Tells both sides that permissions have extended themselves; not what was taken back since. */
export const extendedMailings = (occasion: RelationshipOccasion): Promise<Mailing[]> =>
  grantMailings(occasion, "extended");

/** Tells both sides which permissions were renewed, by whom, and until when. */
export async function renewedMailings(occasion: RelationshipOccasion): Promise<Mailing[]> {
  const { relationship, told, event, partner, operatorName } = occasion;
  const at = event.metadata.occurredAt;
  const grants = told.relationship.grants.filter(({ permission }) => told.permissions.includes(permission));
  const { customer: name } = partnerNames(occasion);
  const reader = await readerIn(partnerLocale(partner), { operatorName }, { name });
  const notice = renewedNotice(reader, {
    ...{ at, grants, partner: partner.displayName, relationshipId: relationship.id },
  });
  return [
    ...(await toPartner(occasion, notice)),
    ...(await actMailings(occasion, (one, act) => renewedMail(one, { ...act, grants }))),
  ];
}

/** Tells both sides which permissions were taken back, and the customer's own who did it. */
export const removedMailings = async (occasion: RelationshipOccasion): Promise<Mailing[]> => [
  ...(await removedNotices(occasion)),
  ...(await actMailings(occasion, (one, act) => removedMail(one, { ...act, permissions: occasion.told.permissions }))),
];

/** Tells the partner what the customer took back; not what was granted anew since, nor once all of it has ended. */
async function removedNotices(occasion: RelationshipOccasion): Promise<Mailing[]> {
  const { relationship, told, event } = occasion;
  const removed = relationship.grants.filter(
    ({ permission, status }) => status === "removed" && told.permissions.includes(permission),
  );
  if (removed.length === 0 || relationship.status === "terminated") return [];
  const reader = await partnerReader(occasion);
  const names = namesIn(
    reader,
    removed.map(({ permission }) => permission),
  );
  return toPartner(occasion, removedNotice(reader, event.metadata.occurredAt, names));
}

/** Tells both sides that the relationship has ended, and the customer's own who ended it. */
export async function terminatedMailings(occasion: RelationshipOccasion): Promise<Mailing[]> {
  const { relationship, told } = occasion;
  const { termination } = relationship;
  if (termination === null) return [];
  const reader = await partnerReader(occasion);
  const permissions = namesIn(reader, told.permissions);
  const { reason } = termination;
  return [
    ...(await toPartner(occasion, terminatedNotice(reader, { ...termination, permissions }))),
    ...(await actMailings(occasion, (one, act) =>
      terminatedMail(one, { ...act, reason, permissions: told.permissions }),
    )),
  ];
}

/** What an administrator did to the relationship, told to every administrator. */
function actMailings(
  occasion: RelationshipOccasion,
  mailTo: (reader: AdministratorReader, act: WithPartner) => Mail,
): Promise<Mailing[]> {
  const { customer, event, invitation, masterKey, partner, relationship } = occasion;
  const by = doerOf(event, customer, masterKey);
  const act = { by, at: event.metadata.occurredAt, partner: partner.displayName };
  return toAdministrators(
    occasion,
    customer,
    (administrator) => languageOf(administrator, invitation).locale,
    (reader) => mailTo(reader, { ...act, page: reader.page(`/relationships/${relationship.id}`) }),
  );
}

async function grantMailings(occasion: RelationshipOccasion, news: GrantNews): Promise<Mailing[]> {
  const { relationship, told, now } = occasion;
  const toldEnds = new Map(told.relationship.grants.map(({ permission, endsAt }) => [permission, endsAt]));
  const grants = readRelationship(relationship, now).grants.filter(
    ({ permission, status, endsAt }) =>
      told.permissions.includes(permission) &&
      status === (news === "expired" ? "expired" : "active") &&
      endsAt === toldEnds.get(permission),
  );
  if (grants.length === 0) return [];
  return toBoth(occasion, (reader) => {
    const named = grants.map(({ permission, endsAt }) => ({
      name: permissionName(permission, reader.texts.catalogue),
      endsAt,
    }));
    return grantsNotice(reader, news, named);
  });
}

async function toBoth(occasion: RelationshipOccasion, mailTo: (reader: Reader) => Mail): Promise<Mailing[]> {
  const { administrators } = occasion.customer;
  return [
    ...(await toPartner(occasion, mailTo(await partnerReader(occasion)))),
    ...(await Promise.all(
      administrators.map(async (administrator) =>
        noticeTo(administrator.email, occasion, mailTo(await customerReader(occasion, administrator))),
      ),
    )),
  ];
}

const namesIn = ({ texts }: Reader, permissions: readonly string[]): string[] =>
  permissions.map((id) => permissionName(id, texts.catalogue));
