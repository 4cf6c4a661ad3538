import type { RelationshipType } from "../../terms/model.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import {
  administratorsMail,
  grantsInWords,
  permissionsInWords,
  untilDay,
  type CustomerAct,
  type CustomerMailReader,
} from "./customer-mail.ts";

/** What an administrator did with a partner. */
export interface WithPartner extends CustomerAct {
  readonly partner: string;
}

interface Accepted extends WithPartner {
  readonly relationship: RelationshipType;
  readonly isRestoration: boolean;
  readonly granted: readonly string[];
  readonly until: Instant | null;
  readonly autoExtend: boolean;
}

/** To administrators: one of them accepted a request. */
export function acceptedMail(reader: CustomerMailReader, { granted, until, ...act }: Accepted): Mail {
  const { texts } = reader;
  const { accepted } = texts;
  return partnerActMail(reader, act, {
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
  return partnerActMail(reader, act, {
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
  return partnerActMail(reader, act, { subject: renewed.subject, parts });
}

/** To administrators: one of them took permissions back. */
export function removedMail(
  reader: CustomerMailReader,
  { permissions, ...act }: WithPartner & { readonly permissions: readonly string[] },
): Mail {
  const { removed } = reader.texts;
  const parts = [removed.by, permissionsInWords(reader.texts, permissions), removed.effect, removed.wrong];
  return partnerActMail(reader, act, { subject: removed.subject, parts });
}

/** To administrators: one of them ended a relationship. */
export function terminatedMail(
  reader: CustomerMailReader,
  act: WithPartner & { readonly reason: string | null; readonly permissions: readonly string[] },
): Mail {
  const { reason, permissions } = act;
  const { terminated } = reader.texts;
  return partnerActMail(reader, act, {
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

const partnerActMail = (
  reader: CustomerMailReader,
  act: WithPartner,
  { values, ...mail }: Parameters<typeof administratorsMail>[3],
): Mail => administratorsMail(reader, act, "relationship", { ...mail, values: { partner: act.partner, ...values } });
