import { html, type Html, type HtmlValue } from "../html/html.ts";
import type { Instant } from "../kernel/time.ts";
import type { Locale } from "../policy/locales.ts";
import { instantInWords } from "../policy/words.ts";

/** A list of terms, each with its text. An entry that is false is left out. */
export const definitions = (...entries: readonly (readonly [term: string, text: HtmlValue] | false)[]): Html =>
  html`<dl>
    ${entries.map(
      (entry) =>
        entry &&
        html`<dt>${entry[0]}</dt>
          <dd>${entry[1]}</dd>`,
    )}
  </dl>`;

/** Words of a link or button, and what follows for screen readers to tell it apart from others, after a space. */
export const wordsAbout = (words: string, about: string): Html => html`${words} <span class="hidden">${about}</span>`;

/** A link with such words. */
export const linkAbout = (href: string, words: string, about: string): Html =>
  html`<a href="${href}">${wordsAbout(words, about)}</a>`;

/** One option of a choice, with its hint. */
export const radio = (
  name: string,
  { value, label, hint = null }: { readonly value: string; readonly label: string; readonly hint?: string | null },
  isChosen: boolean,
): Html =>
  html`<div class="box">
    <input
      type="radio"
      id="${name}-${value}"
      name="${name}"
      value="${value}"
      ${isChosen && html`checked`}
      ${hint !== null && html`aria-describedby="${name}-${value}-hint"`}
    />
    <label for="${name}-${value}">${label}</label>
    ${hint !== null && html`<p class="hint" id="${name}-${value}-hint">${hint}</p>`}
  </div>`;

/** An instant in UTC, which the page's script rewrites in the reader's own zone. */
export const timeOf = (instant: Instant, lang: Locale): Html =>
  html`<time datetime="${instant}">${instantInWords(instant, lang)}</time>`;

/** Several things of a kind, under words that say which. */
export const headedList = (heading: string, entries: readonly string[]): Html =>
  html`<p>${heading}</p>
    <ul>
      ${entries.map((entry) => html`<li>${entry}</li>`)}
    </ul>`;

/** The way back to the page above, for the top of a page. */
export const backLink = (href: string, label: string): Html => html`<p class="back"><a href="${href}">${label}</a></p>`;

/** A link that writes to an address. */
export const mailLink = (address: string): Html => html`<a href="mailto:${address}">${address}</a>`;

/** The field that proves that a form comes from a page of this session. */
export const csrfField = ({ csrf }: { readonly csrf: string }): Html =>
  html`<input type="hidden" name="csrf" value="${csrf}" />`;
