import { inLocale, type Locale } from "../policy/locales.ts";
import { noticeMail } from "../mail/notice.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import { requestMailTexts } from "../invitation/mails/requests/texts.ts";

/** What a mail with a code tells. */
export interface CodeMailInput {
  readonly locale: Locale;
  readonly operatorName: string;
  readonly partnerName: string;
  /** Eight digits. */
  readonly code: string;
  /** How long the code lives. */
  readonly minutes: number;
  /** Where whoever did not ask for it declines and reports. */
  readonly link: string;
}

/**
 * The mail that proves a customer reads the invited mailbox. The code is in the subject as well: who waits for it reads it in
 * the list of mails, and need not open any. It works only on the page behind the personal link.
 */
export const codeMail = ({ locale, operatorName, partnerName, code, minutes, link }: CodeMailInput): Mail => {
  const { lang, code: texts } = inLocale(requestMailTexts, locale);
  return noticeMail({
    lang,
    subject: texts.subject({ code, partner: partnerName }),
    heading: texts.intro(partnerName),
    parts: [{ code }, texts.life(minutes), texts.notMe.text, { href: link, label: texts.notMe.link }],
    footer: texts.footer({ partner: partnerName, operator: operatorName }),
  });
};
