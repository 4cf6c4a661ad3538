import type { DeliveryStop } from "../../delivery/model.ts";
import { refusedForIn } from "../../delivery/rules/mail-refusal.ts";
import type { AcceptedScope } from "../../terms/accepted-scope.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Text } from "../../message.ts";
import { dateInWords, say } from "../../policy/words.ts";
import type { Mail } from "./request-mail.ts";
import { noticeMail, type NoticePart } from "../../mail/notice.ts";
import type { NoticeTexts, PartnerNames } from "./texts.ts";

export interface PartnerNoticeInput {
  readonly texts: NoticeTexts;
  readonly names: PartnerNames;
  readonly invitationId: string;
}

/** What a customer accepted, with the names of the permissions. */
export interface Granted {
  readonly person: string;
  readonly at: Instant;
  readonly acceptedScope: AcceptedScope;
  /** It requested permissions of an existing relationship. */
  readonly isRestoration: boolean;
  readonly granted: readonly string[];
  readonly refused: readonly string[];
  readonly until: Instant | null;
}

/** To the partner: the customer accepted. */
export const acceptedNotice = (
  input: PartnerNoticeInput,
  { person, at, acceptedScope, isRestoration, granted, until, refused }: Granted,
): Mail => {
  const { lang, accepted } = input.texts;
  return toPartner(input, accepted.subjects[acceptedScope], [
    say(accepted.by, { person, date: dateInWords(at, lang) }),
    ...(until === null ? [accepted.none] : [say(accepted.granted, { until: dateInWords(until, lang) }), granted]),
    ...(refused.length === 0 ? [] : [accepted.refused, refused]),
    isRestoration ? accepted.unchanged : accepted.next,
  ]);
};

/** To the partner: the customer declined. */
export const declinedNotice = (input: PartnerNoticeInput, reason: string | null): Mail => {
  const { subject, text, reason: given, noReason } = input.texts.declined;
  return toPartner(input, subject, [
    reason === null ? noReason : say(given, { reason }),
    say(text, { address: input.names.address }),
  ]);
};

/** To the partner: nobody answered in time, or nobody could, because no mail arrived. */
export const expiredNotice = (input: PartnerNoticeInput, end: Instant, hasArrived: boolean): Mail => {
  const { lang, expired } = input.texts;
  const { subject, text, next } = hasArrived ? expired : expired.undelivered;
  const { address } = input.names;
  return toPartner(input, subject, [say(text, { address, end: dateInWords(end, lang) }), next]);
};

/** To the partner: the customer came too late and would still like to answer. */
export const renewalNotice = (input: PartnerNoticeInput, end: Instant): Mail => {
  const { lang, renewal } = input.texts;
  const { address } = input.names;
  return toPartner(input, renewal.subject, [say(renewal.text, { address, end: dateInWords(end, lang) }), renewal.next]);
};

/** To the partner: the mail did not reach the customer, why, and what to do. */
export const undeliverableNotice = (input: PartnerNoticeInput, stop: DeliveryStop, reason: string | null): Mail => {
  const { subject, unwanted, why, reason: said, next, refused } = input.texts.undeliverable;
  const refusedFor = stop === "rejected" ? refusedForIn(reason) : null;
  const cause =
    refusedFor === "address" || refusedFor === "nobody" ? refused[refusedFor] : { why: why[stop], next: next[stop] };
  // The mail system gives a reason only for a failed delivery.
  return toPartner(input, stop === "complained" ? unwanted : subject, [
    say(cause.why, { address: input.names.address }),
    (stop === "bounced" || stop === "undelivered") && reason !== null && say(said, { words: reason }),
    cause.next,
  ]);
};

function toPartner(
  { texts, names, invitationId }: PartnerNoticeInput,
  subject: Text,
  parts: readonly (NoticePart | false)[],
): Mail {
  const known = { ...names, invitationId };
  return noticeMail({
    texts,
    operator: names.operator,
    parts,
    addresses: [names.address],
    subject: say(subject, known),
    footer: say(texts.partnerFooter, known),
  });
}

/** To an address that a partner named for its notices: the link with which its owner confirms. */
export function confirmAddressMail({
  texts,
  names,
  link,
  days,
}: {
  readonly texts: NoticeTexts;
  readonly names: Pick<PartnerNames, "partner" | "operator">;
  readonly link: string;
  readonly days: number;
}): Mail {
  const { confirmAddress } = texts;
  return noticeMail({
    texts,
    operator: names.operator,
    subject: say(confirmAddress.subject, names),
    parts: [
      say(confirmAddress.text, names),
      { href: link, label: confirmAddress.link },
      say(confirmAddress.life, { days }),
      confirmAddress.unasked,
    ],
    footer: say(confirmAddress.footer, names),
  });
}
