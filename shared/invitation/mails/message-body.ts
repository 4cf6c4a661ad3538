import { html, type Html } from "../../html/html.ts";
import { piecesApart } from "../../mail/link-apart.ts";
import { inertHtml, inertText } from "../../mail/mail-text.ts";
import type { Wording } from "./wording.ts";

const withBreaks = (text: string): readonly Html[] =>
  text.split("\n").map((line, index) => (index === 0 ? inertHtml(line) : html`<br />${inertHtml(line)}`));

/** A message as HTML: the personal link is the only one to click. */
export const messageHtml = ({ parts }: Wording, link: string, label: string): Html =>
  html`${parts.map((part, index) =>
    index === 0 ? withBreaks(part) : html`<a class="link" href="${link}">${label}</a>${withBreaks(part)}`,
  )}`;

/** A message as plain text, the personal link whole and the only one that a mail program finds. */
export const messageText = ({ parts }: Wording, link: string): string =>
  piecesApart(parts.map((part) => inertText(part)))
    .join(link)
    .trim();
