import { readRelationship } from "../../shared/domain/relationship.ts";
import type { Mail } from "../../shared/mail/request-mail.ts";
import {
  grantsNotice,
  removedNotice,
  terminatedNotice,
  type Reader,
} from "../../shared/mail/relationships/relationship-notices.ts";
import type { GrantNews } from "../../shared/mail/relationships/texts.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { permissionName } from "../../shared/policy/permission-names.ts";
import type { Mailing } from "./mailing.ts";
import { toPartner } from "./partner-mailings.ts";
import type { RelationshipOccasion } from "./relationship-occasion.ts";
import { customerReader, partnerReader } from "./relationship-readers.ts";

/** Announces to both sides that permissions end or extend themselves; not what was renewed or taken back since. */
export const expiringMailings = (occasion: RelationshipOccasion): Mailing[] =>
  grantMailings(occasion, occasion.told.willExtend ? "extending" : "expiring");

/** Tells both sides that permissions have ended; not what was granted anew since. */
export const expiredMailings = (occasion: RelationshipOccasion): Mailing[] => grantMailings(occasion, "expired");

/** Tells both sides that permissions have extended themselves; not what was taken back since. */
export const extendedMailings = (occasion: RelationshipOccasion): Mailing[] => grantMailings(occasion, "extended");

/** Tells the partner what the customer took back; not what was granted anew since, nor once all of it has ended. */
export function removedMailings(occasion: RelationshipOccasion): Mailing[] {
  const { relationship, told, event } = occasion;
  const removed = relationship.grants.filter(
    ({ permission, status }) => status === "removed" && told.permissions.includes(permission),
  );
  if (removed.length === 0 || relationship.status === "terminated") return [];
  const reader = partnerReader(occasion);
  const names = namesIn(reader.locale)(removed.map(({ permission }) => permission));
  return toPartner(occasion, removedNotice(reader, event.metadata.occurredAt, names));
}

/** Tells the partner that the relationship has ended, and confirms it to the customer. */
export function terminatedMailings(occasion: RelationshipOccasion): Mailing[] {
  const { termination } = occasion.relationship;
  if (termination === null) return [];
  return toBoth(occasion, (reader) =>
    terminatedNotice(reader, { ...termination, permissions: namesIn(reader.locale)(occasion.told.permissions) }),
  );
}

function grantMailings(occasion: RelationshipOccasion, news: GrantNews): Mailing[] {
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
    const named = grants.map(({ permission, endsAt }) => ({ name: permissionName(permission, reader.locale), endsAt }));
    return grantsNotice(reader, news, named);
  });
}

function toBoth(occasion: RelationshipOccasion, mailTo: (reader: Reader) => Mail): Mailing[] {
  const { administrators } = occasion.customer;
  return [
    ...toPartner(occasion, mailTo(partnerReader(occasion))),
    ...administrators.map((administrator): Mailing =>
      noticeTo(administrator.email, occasion, mailTo(customerReader(occasion, administrator))),
    ),
  ];
}

const noticeTo = (to: string, { operatorName, invitation }: RelationshipOccasion, mail: Mail): Mailing => ({
  ...{ kind: "notice", to, senderName: operatorName, replyTo: null },
  ...{ linkVersion: invitation.issue.linkVersion, mail, headers: {} },
});

const namesIn =
  (locale: Locale) =>
  (permissions: readonly string[]): string[] =>
    permissions.map((id) => permissionName(id, locale));
