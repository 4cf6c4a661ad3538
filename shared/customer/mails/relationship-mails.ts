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

/** How permissions were removed: by an administrator in the portal, by the partner, or in the admin portal of a service. */
export type Removal = "removed" | "givenBack" | "removedElsewhere";

/** To administrators: permissions were removed. */
export function removedMail(
  reader: CustomerMailReader,
  {
    permissions,
    removal,
    ...act
  }: WithPartner & { readonly permissions: readonly string[]; readonly removal: Removal },
): Mail {
  const { removed, givenBack, [removal]: words } = reader.texts;
  return partnerActMail(reader, act, {
    subject: words.subject,
    parts: [
      words.by,
      permissionsInWords(reader.texts, permissions),
      removed.effect,
      removal === "givenBack" ? givenBack.next : reader.texts[removal].wrong,
    ],
  });
}

/** To administrators: one of them, or the partner, ended a relationship. */
export function terminatedMail(
  reader: CustomerMailReader,
  {
    isByPartner,
    ...act
  }: WithPartner & {
    readonly reason: string | null;
    readonly permissions: readonly string[];
    readonly isByPartner: boolean;
  },
): Mail {
  const { reason, permissions } = act;
  const { terminated, endedByPartner } = reader.texts;
  const words = isByPartner ? endedByPartner : terminated;
  return partnerActMail(reader, act, {
    subject: words.subject,
    values: { reason: reason ?? "" },
    parts: [
      words.by,
      reason !== null && terminated.reason,
      ...(permissions.length === 0 ? [] : [terminated.permissions, permissionsInWords(reader.texts, permissions)]),
      isByPartner ? endedByPartner.next : terminated.wrong,
    ],
  });
}

/** To administrators: a relationship was suspended or resumed, by one of them or by the operator. */
export function suspensionMail(
  reader: CustomerMailReader,
  {
    change,
    isStill,
    ...act
  }: WithPartner & {
    readonly change: "paused" | "resumed";
    readonly reason: string | null;
    /** Whether it is suspended after all, by the other side. */
    readonly isStill: boolean;
  },
): Mail {
  const { paused, resumed, terminated } = reader.texts;
  const words = change === "paused" ? paused : resumed;
  return partnerActMail(reader, act, {
    subject: words.subject,
    values: { reason: act.reason ?? "" },
    parts: [
      words.by,
      act.reason !== null && terminated.reason,
      change === "resumed" && isStill ? resumed.stays : words.effect,
      act.by === "operator" ? paused.operatorWrong : words.wrong,
    ],
  });
}

/** To administrators: one of them paused or resumed permissions. */
export function pausingMail(
  reader: CustomerMailReader,
  {
    change,
    permissions,
    isSuspended,
    ...act
  }: WithPartner & {
    readonly change: "permissionsPaused" | "permissionsResumed";
    readonly permissions: readonly string[];
    /** Whether the relationship itself is suspended. */
    readonly isSuspended: boolean;
  },
): Mail {
  const { permissionsResumed, [change]: words } = reader.texts;
  return partnerActMail(reader, act, {
    subject: words.subject,
    parts: [
      words.by,
      permissionsInWords(reader.texts, permissions),
      change === "permissionsResumed" && isSuspended ? permissionsResumed.stays : words.effect,
      words.wrong,
    ],
  });
}

const partnerActMail = (
  reader: CustomerMailReader,
  act: WithPartner,
  { values, ...mail }: Parameters<typeof administratorsMail>[3],
): Mail => administratorsMail(reader, act, "relationship", { ...mail, values: { partner: act.partner, ...values } });
