import { html, type Html, type HtmlValue } from "../html/html.ts";

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

/** A link with words for screen readers that tell it apart from others of the same text. */
export const linkAbout = (href: string, words: string, about: string): Html =>
  html`<a href="${href}">${words} <span class="hidden">${about}</span></a>`;

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
