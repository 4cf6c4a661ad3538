import type { Text } from "../../message.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import { customerMail, grantsInWords, sinceDay, untilMoment, type CustomerMailReader } from "./customer-mail.ts";

interface AboutCustomer {
  readonly at: Instant;
  readonly partner: string;
  /** The address that the partner invited. */
  readonly address: string;
  readonly relationshipId: string;
}

/** To a partner: its customer renewed permissions. */
export const renewedNotice = (
  reader: CustomerMailReader,
  { grants, ...about }: AboutCustomer & { readonly grants: Parameters<typeof grantsInWords>[1] },
): Mail => {
  const { subject, text, next } = reader.texts.partner.renewed;
  return partnerMail(reader, about, subject, [text, grantsInWords(reader.texts, grants), next]);
};

const plainNotice =
  (kind: "attended" | "recoveryStopped" | "recoveryCompleted") =>
  (reader: CustomerMailReader, about: AboutCustomer): Mail => {
    const { subject, text, next } = reader.texts.partner[kind];
    return partnerMail(reader, about, subject, [text, next]);
  };

/** To a partner: its customer has an administrator again. */
export const attendedNotice = plainNotice("attended");

/** To a partner: an administrator of its customer stopped a recovery. */
export const recoveryStoppedNotice = plainNotice("recoveryStopped");

/** To a partner: its customer has a new administrator. */
export const recoveryCompletedNotice = plainNotice("recoveryCompleted");

/** To a partner: its customer has no administrators any more. */
export const unattendedNotice = (reader: CustomerMailReader, about: AboutCustomer): Mail => {
  const { subject, text, effect, next } = reader.texts.partner.unattended;
  return partnerMail(reader, about, subject, [text, effect, next]);
};

/** To a partner: the operator gives its customer a new administrator. The address and reason are not revealed. */
export const recoveryRequestedNotice = (
  reader: CustomerMailReader,
  { dueAt, force, ...about }: AboutCustomer & { readonly dueAt: Instant; readonly force: boolean },
): Mail => {
  const { subject, text, waits, forced, next } = reader.texts.partner.recoveryRequested;
  const values = { until: untilMoment(reader.texts, dueAt) };
  return partnerMail(reader, about, subject, [text, force ? forced : waits, next], values);
};

/** To a partner: its request for permissions was cancelled because its addressee is no longer an administrator. */
export function cancelledNotice(
  reader: CustomerMailReader,
  {
    at,
    partner,
    address,
    invitationId,
  }: { readonly at: Instant; readonly partner: string; readonly address: string; readonly invitationId: string },
): Mail {
  const { footers, partner: texts } = reader.texts;
  const { subject, text, next } = texts.cancelled;
  const values = { partner, address, invitation: invitationId };
  return customerMail(reader, { at, subject, values, parts: [text, next], footer: footers.request });
}

function partnerMail(
  reader: CustomerMailReader,
  { at, partner, address, relationshipId }: AboutCustomer,
  subject: Text,
  parts: Parameters<typeof customerMail>[1]["parts"],
  values: Readonly<Record<string, string>> = {},
): Mail {
  const since = sinceDay(reader.texts, at);
  const known = { partner, address, relationship: relationshipId, since, ...values };
  return customerMail(reader, { at, subject, parts, values: known, footer: reader.texts.footers.partner });
}
