import type { RelationshipType } from "../../terms/model.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import {
  customerMail,
  grantsInWords,
  permissionsInWords,
  untilDay,
  type CustomerMailReader,
  type ActingPerson,
} from "./customer-mail.ts";

/** What an administrator did with a partner. */
export interface WithPartner {
  readonly by: ActingPerson;
  readonly at: Instant;
  readonly partner: string;
  /** Where the portal shows the relationship. */
  readonly page: string;
}

/** To administrators: one of them accepted a request. */
export function acceptedMail(
  reader: CustomerMailReader,
  {
    granted,
    until,
    ...act
  }: WithPartner & {
    readonly relationship: RelationshipType;
    /** Permissions were added to a relationship that existed already. */
    readonly isRestoration: boolean;
    readonly granted: readonly string[];
    /** Null where nothing was granted. */
    readonly until: Instant | null;
    readonly autoExtend: boolean;
  },
): Mail {
  const { texts } = reader;
  const { accepted } = texts;
  return administratorsMail(reader, act, {
    subject: accepted.subject,
    values: until === null ? {} : { until: untilDay(texts, until) },
    parts: [
      accepted.by,
      (act.isRestoration ? accepted.stays : accepted.becomes)[act.relationship],
      ...(until === null ? [accepted.none] : [accepted.granted, permissionsInWords(texts, granted)]),
      until !== null && act.autoExtend && accepted.extends,
      accepted.wrong,
    ],
  });
}

/** To administrators: one of them declined a request for permissions of a relationship that they have. */
export function declinedMail(
  reader: CustomerMailReader,
  { reason, isReported, ...act }: WithPartner & { readonly reason: string | null; readonly isReported: boolean },
): Mail {
  const { declined } = reader.texts;
  return administratorsMail(reader, act, {
    subject: isReported ? declined.reportedSubject : declined.subject,
    values: { reason: reason ?? "" },
    parts: [declined.by, reason !== null && declined.reason, isReported && declined.reported, declined.wrong],
  });
}

/** To administrators: one of them renewed permissions. */
export function renewedMail(
  reader: CustomerMailReader,
  { grants, ...act }: WithPartner & { readonly grants: Parameters<typeof grantsInWords>[1] },
): Mail {
  const { renewed } = reader.texts;
  const parts = [renewed.by, grantsInWords(reader.texts, grants), renewed.wrong];
  return administratorsMail(reader, act, { subject: renewed.subject, parts });
}

/** To administrators: one of them took permissions back. */
export function removedMail(
  reader: CustomerMailReader,
  { permissions, ...act }: WithPartner & { readonly permissions: readonly string[] },
): Mail {
  const { removed } = reader.texts;
  const parts = [removed.by, permissionsInWords(reader.texts, permissions), removed.effect, removed.wrong];
  return administratorsMail(reader, act, { subject: removed.subject, parts });
}

/** To administrators: one of them ended a relationship. */
export function terminatedMail(
  reader: CustomerMailReader,
  {
    reason,
    permissions,
    ...act
  }: WithPartner & { readonly reason: string | null; readonly permissions: readonly string[] },
): Mail {
  const { terminated } = reader.texts;
  return administratorsMail(reader, act, {
    subject: terminated.subject,
    values: { reason: reason ?? "" },
    parts: [
      terminated.by,
      reason !== null && terminated.reason,
      ...(permissions.length === 0 ? [] : [terminated.permissions, permissionsInWords(reader.texts, permissions)]),
      terminated.wrong,
    ],
  });
}

function administratorsMail(
  reader: CustomerMailReader,
  { by, at, partner, page }: WithPartner,
  { subject, values, parts }: Pick<Parameters<typeof customerMail>[1], "subject" | "values" | "parts">,
): Mail {
  const { links, footers } = reader.texts;
  return customerMail(reader, {
    ...{ by, at, subject, footer: footers.administrators },
    values: { partner, ...values },
    parts: [...parts, { href: page, label: links.relationship }],
  });
}
