import { noticeMail } from "../mail/notice.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import { mailTextsIn, type MailTextsOf } from "../mail/mail-texts.ts";
import { say } from "../policy/words.ts";
import type { Texts } from "./texts/shape.ts";

/** Texts of the mail with a code. */
export type CodeMailTexts = MailTextsOf<Texts>;

/** Reads it. */
export const loadCodeMailTexts = mailTextsIn<Texts>(
  (lang) => import(`./texts/${lang}.json`, { with: { type: "json" } }),
);

/** Input of the mail with a code. */
export interface CodeMailInput {
  readonly texts: CodeMailTexts;
  readonly operatorName: string;
  readonly partnerName: string;
  readonly code: string;
  readonly minutes: number;
  /** Where a recipient who did not ask for the code declines and reports. */
  readonly link: string;
}

/** The mail with the code that proves a mailbox. The subject contains it too; it works only on the page of the link. */
export const codeMail = ({ texts, operatorName, partnerName, code, minutes, link }: CodeMailInput): Mail => {
  const names = { partner: partnerName, operator: operatorName };
  return noticeMail({
    texts,
    operator: operatorName,
    subject: say(texts.subject, { ...names, code }),
    preheader: `${code} – ${say(texts.life, { minutes })}`,
    heading: say(texts.intro, names),
    parts: [
      { code },
      say(texts.life, { minutes }),
      texts.notMe.text,
      { href: link, label: texts.notMe.link, aside: true },
    ],
    footer: say(texts.footer, names),
  });
};
