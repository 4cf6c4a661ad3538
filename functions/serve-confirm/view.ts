import { html } from "../../shared/html/html.ts";
import { languagesAt, page } from "../../shared/pages/page.ts";
import type { Confirmable } from "./confirmer.ts";
import type { ConfirmTexts } from "./texts.ts";

/** The page of a genuine link. */
export interface ConfirmPageModel extends Confirmable {
  readonly operatorName: string;
  /** The path of the page, to which its button posts. */
  readonly path: string;
}

/** The page that confirms or stops something. Only its button changes anything, because scanners open links. */
export function confirmPage(
  { path, words, page: onward = "", ...setting }: ConfirmPageModel,
  texts: ConfirmTexts,
): string {
  const {
    title,
    paragraphs: [first, ...others],
    list,
    button,
    portal,
  } = words(texts);
  const form =
    button !== undefined &&
    html`<form method="post" action="${path}?lang=${texts.lang}" class="actions">
      <button type="submit">${button}</button>
    </form>`;
  const link = portal !== undefined && html`<p><a href="/portal${onward}?lang=${texts.lang}">${portal}</a></p>`;
  const main = html`<p>${first}</p>
    ${list} ${others.map((text) => html`<p>${text}</p>`)} ${form} ${link}`;
  return page(setting, texts, { title, languages: languagesAt(), main });
}
