import type { RelationshipType } from "../../domain/offer.ts";
import type { Locale } from "../../policy/locales.ts";
import { dateInWords } from "../../policy/words.ts";
import type { Mail } from "../request-mail.ts";
import { noticeMail } from "./notice.ts";
import type { Granted } from "./partner-notices.ts";
import { noticeTexts } from "./texts.ts";

/** To the customer who accepted: what the partner is now, what was granted and what not, until when, and how to take it back. */
export function confirmationMail(
  input: Granted & {
    readonly locale: Locale;
    readonly partnerName: string;
    readonly operatorName: string;
    readonly relationship: RelationshipType;
    readonly autoExtend: boolean;
    /** The personal link, which now shows the outcome. */
    readonly link: string;
    /** Where the portal is. */
    readonly portal: string;
  },
): Mail {
  const { lang, confirmation } = noticeTexts[input.locale];
  const { until, granted, refused, relationship } = input;
  const names = { partner: input.partnerName, operator: input.operatorName, person: input.person };
  return noticeMail({
    lang,
    subject: confirmation.subjects[input.extent](names),
    parts: [
      confirmation.by(names, dateInWords(input.at, lang)),
      (input.isRestoration ? confirmation.stays : confirmation.becomes)[relationship](names),
      ...(until === null ? [confirmation.none] : [confirmation.granted(dateInWords(until, lang)), granted]),
      until !== null && input.autoExtend && confirmation.extends,
      ...(refused.length === 0 ? [] : [confirmation.refused, refused]),
      { href: input.link, label: confirmation.link },
      confirmation.back,
      { href: input.portal, label: confirmation.portal },
    ],
    footer: confirmation.footer(names),
  });
}

/** To a customer's administrator who asked for it: the link that signs in to the portal. */
export function signInMail(input: {
  readonly locale: Locale;
  readonly operatorName: string;
  readonly link: string;
  /** How long the link lives. */
  readonly minutes: number;
}): Mail {
  const { lang, signIn } = noticeTexts[input.locale];
  return noticeMail({
    lang,
    subject: signIn.subject(input.operatorName),
    parts: [signIn.text, { href: input.link, label: signIn.link }, signIn.life(input.minutes), signIn.unasked],
    footer: signIn.footer(input.operatorName),
  });
}
