import { html, type Html } from "../html/html.ts";
import { operatorPlace } from "../html/operator-links.ts";
import type { Locale } from "../policy/locales.ts";
import { fill } from "./fill.ts";
import { subjectLine, inertHtml, inertText, labelled } from "./mail-text.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import template from "./templates/notice.mjml";

/** A paragraph, a list, our own link (the only part that a reader can click), or a code to copy. */
export type NoticePart =
  string | readonly string[] | { readonly href: string; readonly label: string } | { readonly code: string };

/** The content of a mail that asks for nothing. Names in it are made inert here. */
export interface Notice {
  readonly lang: Locale;
  readonly subject: string;
  /** The subject, if there is nothing else above the parts. */
  readonly heading?: string;
  /** False and null leave nothing. */
  readonly parts: readonly (NoticePart | false | null)[];
  readonly footer: string;
  /** Mail addresses that it is about, which its readers may copy. */
  readonly addresses?: readonly string[];
}

/** The mail of a notice. */
export function noticeMail({ lang, subject, heading = subject, parts, footer, addresses = [] }: Notice): Mail {
  const present = parts.filter((part) => part !== false && part !== null);
  const title = subjectLine(subject, addresses);
  return {
    lang,
    subject: title,
    html: fill(template, {
      lang,
      title: html`${title}`,
      heading,
      body: html`${present.map(partHtml)}`,
      footer: html`${inertHtml(footer)}<br />${operatorPlace(lang)}`,
    }),
    text: [
      inertText(heading, addresses),
      ...present.map((part) => partText(part, lang, addresses)),
      `-- \n${inertText(footer, addresses)}`,
    ].join("\n\n"),
  };
}

/** Its digits are spaced, and all have the same width. */
const codeStyle = "font:32px/40px ui-monospace,Consolas,Menlo,monospace;letter-spacing:4px";

function partHtml(part: NoticePart): Html {
  if (typeof part === "string") return html`<p>${inertHtml(part)}</p>`;
  if ("code" in part) return html`<p style="${codeStyle}">${part.code}</p>`;
  if ("href" in part) return html`<p><a class="link" href="${part.href}">${part.label}</a></p>`;
  return html`<ul>
    ${part.map((item) => html`<li>${inertHtml(item)}</li>`)}
  </ul>`;
}

function partText(part: NoticePart, lang: Locale, addresses: readonly string[]): string {
  if (typeof part === "string") return inertText(part, addresses);
  if ("code" in part) return part.code;
  if ("href" in part) return `${labelled(part.label, lang)}\n${part.href}`;
  return part.map((item) => `- ${inertText(item, addresses)}`).join("\n");
}
