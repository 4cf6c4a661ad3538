import { html } from "../http/html.ts";
import { inLocale, type Locale } from "../policy/locales.ts";
import { fill } from "./fill.ts";
import { subjectLine, inertText } from "./mail-text.ts";
import type { Mail } from "./request-mail.ts";
import { requestMailTexts } from "./requests/texts.ts";
import template from "./templates/code.mjml";

/** What a mail with a code tells. */
export interface CodeMailInput {
  readonly locale: Locale;
  readonly operatorName: string;
  readonly partnerName: string;
  /** Eight digits. */
  readonly code: string;
  /** How long the code lives. */
  readonly minutes: number;
}

/**
 * The mail that proves a customer reads the invited mailbox. The code is in the subject as well: who waits for it reads it in
 * the list of mails, and need not open any. It works only on the page behind the personal link.
 */
export const codeMail = ({ locale, operatorName, partnerName, code, minutes }: CodeMailInput): Mail => {
  const { lang, code: texts } = inLocale(requestMailTexts, locale);
  const subject = subjectLine(texts.subject({ code, partner: partnerName }));
  const [intro, life] = [texts.intro(partnerName), texts.life(minutes)];
  const footer = texts.footer({ partner: partnerName, operator: operatorName });
  return {
    subject,
    html: fill(template, { lang, title: html`${subject}`, intro, code, life, footer }),
    text: [...[intro, code, life].map((text) => inertText(text)), `-- \n${inertText(footer)}`].join("\n\n"),
  };
};
