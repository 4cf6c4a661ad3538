import { html } from "../http/html.ts";
import { inLocale, type Locale } from "../policy/locales.ts";
import { fill } from "./fill.ts";
import { subjectLine, inertText, labelled } from "./mail-text.ts";
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
  /** Where whoever did not ask for it declines and reports. */
  readonly link: string;
}

/**
 * The mail that proves a customer reads the invited mailbox. The code is in the subject as well: who waits for it reads it in
 * the list of mails, and need not open any. It works only on the page behind the personal link.
 */
export const codeMail = ({ locale, operatorName, partnerName, code, minutes, link }: CodeMailInput): Mail => {
  const { lang, code: texts } = inLocale(requestMailTexts, locale);
  const subject = subjectLine(texts.subject({ code, partner: partnerName }));
  const [intro, life, notMe] = [texts.intro(partnerName), texts.life(minutes), texts.notMe];
  const footer = texts.footer({ partner: partnerName, operator: operatorName });
  return {
    subject,
    html: fill(template, {
      ...{ lang, title: html`${subject}`, intro, code, life, footer },
      notMe: html`${notMe.text} <a class="link" href="${link}">${notMe.link}</a>`,
    }),
    text: [
      ...[intro, code, life, notMe.text].map((text) => inertText(text)),
      `${labelled(notMe.link, lang)}\n${link}`,
      `-- \n${inertText(footer)}`,
    ].join("\n\n"),
  };
};
