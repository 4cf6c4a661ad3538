import { html, type Html } from "../http/html.ts";
import { linkPlaceholder } from "../domain/invitation-terms.ts";
import { inertText } from "./mail-text.ts";

const around = (text: string): readonly string[] => {
  const parts = text.split(linkPlaceholder);
  if (parts.length < 2) throw new Error(`The message has no ${linkPlaceholder}`);
  return parts.map(inertText);
};

const withBreaks = (text: string): readonly Html[] =>
  text.split("\n").map((line, index) => (index === 0 ? html`${line}` : html`<br />${line}`));

/** A message as HTML: the personal link is the only one to click. Throws when the message has no place for it. */
export const messageHtml = (text: string, link: string, label: string): Html =>
  html`${around(text).map((part, index) =>
    index === 0 ? withBreaks(part) : html`<a class="link" href="${link}">${label}</a>${withBreaks(part)}`,
  )}`;

/** A message as plain text, the personal link whole and the only one a mail program finds. Throws like `messageHtml`. */
export const messageText = (text: string, link: string): string => around(text).join(link).trim();
