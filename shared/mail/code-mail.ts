import { inLocale, type Locale, type Localized } from "../policy/locales.ts";
import { fill } from "./fill.ts";
import { headerSafe, inertText } from "./mail-text.ts";
import type { Mail } from "./request-mail.ts";
import template from "./templates/code.mjml";

/** What a mail with a code tells. */
export interface CodeMailInput {
  readonly locale: Locale;
  readonly operatorName: string;
  readonly partnerName: string;
  /** Six digits. */
  readonly code: string;
  /** How long the code lives. */
  readonly minutes: number;
}

interface CodeMailTexts {
  readonly lang: Locale;
  readonly subject: (input: CodeMailInput) => string;
  readonly intro: (input: CodeMailInput) => string;
  readonly life: (input: CodeMailInput) => string;
  readonly footer: (input: CodeMailInput) => string;
}

// The code is not in the subject: a locked screen shows subjects to whoever holds the phone.
const codeMailTexts: Localized<CodeMailTexts> = {
  en: {
    lang: "en",
    subject: ({ partnerName }) => `Your code to answer ${partnerName}`,
    intro: ({ partnerName }) => `Type this code on the page with the request of ${partnerName}:`,
    life: ({ minutes }) => `It works once, for ${minutes} minutes.`,
    footer: ({ operatorName, partnerName }) =>
      `Sent by Rapport of ${operatorName} because someone asked for it on a page addressed to you. Give the code to nobody, ${partnerName} included. If it was not you, ignore this mail: without the code nobody can accept in your name.`,
  },
};

/** The mail that proves a customer reads the invited mailbox. */
export const codeMail = (input: CodeMailInput): Mail => {
  const texts = inLocale(codeMailTexts, input.locale);
  const subject = headerSafe(texts.subject(input));
  const [intro, life, footer] = [texts.intro(input), texts.life(input), texts.footer(input)];
  return {
    subject,
    html: fill(template, { lang: texts.lang, title: subject, intro, code: input.code, life, footer }),
    text: [...[intro, input.code, life].map(inertText), `-- \n${inertText(footer)}`].join("\n\n"),
  };
};
