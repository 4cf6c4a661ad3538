import { html, type Html } from "../html/html.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import type { Locale } from "../policy/locales.ts";
import { buttonHtml, framedMail, type MailContent, type MailLink } from "./frame.ts";
import { inertHtml, inertText, labelled } from "./mail-text.ts";

/** A paragraph, a list, a link of our own, or a code to copy. A link is a button, unless it stands `aside`. */
export type NoticePart =
  string | readonly string[] | (MailLink & { readonly aside?: boolean }) | { readonly code: string };

/** The content of a mail that asks for nothing. Names in it are made inert here. */
export interface Notice extends Pick<MailContent, "texts" | "operator" | "subject"> {
  /** The first paragraph, if it says nothing else. */
  readonly preheader?: string;
  /** The subject, if there is nothing else above the parts. */
  readonly heading?: string;
  /** False and null leave nothing. */
  readonly parts: readonly (NoticePart | false | null)[];
  readonly footer: string;
  /** Mail addresses that it is about, which its readers may copy. */
  readonly addresses?: readonly string[];
}

/** The mail of a notice. */
export function noticeMail({ heading, preheader, parts, footer, addresses = [], ...mail }: Notice): Mail {
  const { texts, subject } = mail;
  const present = parts.filter((part) => part !== false && part !== null);
  const title = heading ?? subject;
  return framedMail({
    ...mail,
    addresses,
    heading: title,
    preheader: preheader ?? present.find((part) => typeof part === "string") ?? title,
    body: html`${present.map((part) => partHtml(part, texts))}`,
    footer: inertHtml(footer),
    text: [
      inertText(title, addresses),
      ...present.map((part) => partText(part, texts.lang, addresses)),
      `-- \n${inertText(footer, addresses)}`,
    ],
  });
}

/** Its digits are spaced, and all have the same width. */
const codeStyle = "font:32px/40px ui-monospace,Consolas,Menlo,monospace;letter-spacing:4px";

function partHtml(part: NoticePart, { frame }: Notice["texts"]): Html {
  if (typeof part === "string") return html`<p>${inertHtml(part)}</p>`;
  if ("code" in part) return html`<p style="${codeStyle}">${part.code}</p>`;
  if ("href" in part)
    return part.aside === true
      ? html`<p><a class="link" href="${part.href}">${part.label}</a></p>`
      : buttonHtml(part, frame);
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
