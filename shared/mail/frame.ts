import { html, type Html } from "../html/html.ts";
import { operatorPlace } from "../html/operator-links.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import type { Locale } from "../policy/locales.ts";
import { say } from "../policy/words.ts";
import { fill } from "./fill.ts";
import { inertHtml, shortened, subjectLine } from "./mail-text.ts";
import type { FrameTexts } from "./mail-texts.ts";
import template from "./templates/mail.mjml";

/** A mail's content, without the operator's name above it and the operator's links below. */
export interface MailContent {
  readonly texts: { readonly lang: Locale; readonly frame: FrameTexts };
  readonly operator: string;
  readonly subject: string;
  /** What a list of mails shows beside the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly body: Html;
  readonly footer: Html;
  readonly text: readonly string[];
  /** Mail addresses that the subject may contain. */
  readonly addresses?: readonly string[];
}

/** Characters of a preheader that a list of mails may show. */
const shownInLists = 140;

/** A mail in the layout that all mails share. */
export function framedMail({ texts, operator, subject, text, addresses = [], ...content }: MailContent): Mail {
  const { lang } = texts;
  const title = subjectLine(subject, addresses);
  return {
    lang,
    subject: title,
    html: fill(template, {
      lang,
      title: html`${title}`,
      preheader: shortened(content.preheader, shownInLists),
      operator,
      heading: content.heading,
      body: content.body,
      footer: html`${content.footer}<br />${operatorPlace(lang)}`,
    }),
    text: text.join("\n\n"),
  };
}

/** A link of our own. */
export interface MailLink {
  readonly href: string;
  readonly label: string;
}

const buttonFont = "font:600 16px/24px -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** The one act of a mail, with the host that it opens in words. Outlook ignores the padding of links, so its own is in the cell. */
export const buttonHtml = ({ href, label }: MailLink, frame: FrameTexts): Html =>
  html`<table class="button" role="presentation" border="0" cellpadding="0" cellspacing="0" style="margin:16px 0 4px">
      <tr>
        <td bgcolor="#0550ae" style="border-radius:6px;mso-padding-alt:12px 24px">
          <a
            href="${href}"
            style="display:inline-block;padding:12px 24px;border-radius:6px;background:#0550ae;color:#ffffff;text-decoration:none;${buttonFont}"
            >${label}</a
          >
        </td>
      </tr>
    </table>
    <p class="opens">${inertHtml(say(frame.opens, { host: new URL(href).host }))}</p>`;
