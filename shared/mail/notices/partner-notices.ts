import type { DeliveryStop } from "../../domain/delivery.ts";
import { menderIn } from "../../domain/mail-refusal.ts";
import type { Extent } from "../../domain/extent.ts";
import type { Instant } from "../../domain/time.ts";
import type { Locale } from "../../policy/locales.ts";
import { dateInWords } from "../../policy/words.ts";
import type { Mail } from "../request-mail.ts";
import { noticeMail, type NoticePart } from "./notice.ts";
import { noticeTexts, type NoticeTexts, type PartnerNames } from "./texts.ts";

/** A request as its partner knows it. */
export interface PartnerNoticeInput {
  readonly locale: Locale;
  readonly names: PartnerNames;
  readonly invitationId: string;
}

/** What a customer said yes to; permissions by their names. */
export interface Granted {
  /** Who accepted. */
  readonly person: string;
  readonly at: Instant;
  readonly extent: Extent;
  /** It asked for permissions of a relationship that existed already. */
  readonly isRestoration: boolean;
  readonly granted: readonly string[];
  readonly refused: readonly string[];
  /** Null where nothing was granted. */
  readonly until: Instant | null;
}

/** To the partner: the customer said yes. */
export const acceptedNotice = (
  input: PartnerNoticeInput,
  { person, at, extent, isRestoration, granted, until, refused }: Granted,
): Mail => {
  const { lang, accepted } = noticeTexts[input.locale];
  return toPartner(input, accepted.subjects[extent], [
    accepted.by(person, dateInWords(at, lang)),
    ...(until === null ? [accepted.none] : [accepted.granted(dateInWords(until, lang)), granted]),
    ...(refused.length === 0 ? [] : [accepted.refused, refused]),
    isRestoration ? accepted.unchanged : accepted.next,
  ]);
};

/** To the partner: the customer said no. */
export const declinedNotice = (input: PartnerNoticeInput, reason: string | null): Mail => {
  const { subject, text, reason: given, noReason } = noticeTexts[input.locale].declined;
  return toPartner(input, subject, [reason === null ? noReason : given(reason), text]);
};

/** To the partner: nobody answered in time. */
export const expiredNotice = (input: PartnerNoticeInput, end: Instant): Mail => {
  const { lang, expired } = noticeTexts[input.locale];
  return toPartner(input, expired.subject, [expired.text(dateInWords(end, lang)), expired.next]);
};

/** To the partner: the customer came too late and would still like to answer (product table, row 27). */
export const renewalNotice = (input: PartnerNoticeInput, end: Instant): Mail => {
  const { lang, renewal } = noticeTexts[input.locale];
  return toPartner(input, renewal.subject, [renewal.text(input.names, dateInWords(end, lang)), renewal.next]);
};

/** To the partner: the mail did not reach the customer, why, and what to do (product table, row 16). */
export const undeliverableNotice = (input: PartnerNoticeInput, stop: DeliveryStop, reason: string | null): Mail => {
  const { subject, unwanted, why, reason: said, next, refused } = noticeTexts[input.locale].undeliverable;
  const mender = stop === "rejected" ? menderIn(reason) : null;
  const cause = mender === "address" || mender === "nobody" ? refused[mender] : { why: why[stop], next: next[stop] };
  // Only of a failed delivery does the mail system give a reason of its own.
  return toPartner(input, stop === "complained" ? unwanted : subject, [
    cause.why(input.names),
    (stop === "bounced" || stop === "undelivered") && reason !== null && said(reason),
    cause.next,
  ]);
};

function toPartner(
  { locale, names, invitationId }: PartnerNoticeInput,
  subject: NoticeTexts["declined"]["subject"],
  parts: readonly (NoticePart | false)[],
): Mail {
  const { lang, partnerFooter } = noticeTexts[locale];
  const footer = partnerFooter(names, invitationId);
  return noticeMail({ lang, subject: subject(names), parts, footer, addresses: [names.address] });
}

/** To an address that a partner named for its notices: the link with which its owner confirms. */
export function confirmAddressMail(input: {
  readonly locale: Locale;
  readonly names: Pick<PartnerNames, "partner" | "operator">;
  readonly link: string;
  /** How long the link lives. */
  readonly days: number;
}): Mail {
  const { lang, confirmAddress } = noticeTexts[input.locale];
  return noticeMail({
    lang,
    subject: confirmAddress.subject(input.names),
    parts: [
      confirmAddress.text(input.names),
      { href: input.link, label: confirmAddress.link },
      confirmAddress.life(input.days),
      confirmAddress.unasked,
    ],
    footer: confirmAddress.footer(input.names),
  });
}
