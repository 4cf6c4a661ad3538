import { html } from "../../shared/html/html.ts";
import { languagesAt, page } from "../../shared/pages/page.ts";
import type { Confirmable } from "./confirmer.ts";
import type { ConfirmTexts } from "./texts.ts";

/** What can be confirmed with a genuine link. */
export interface ConfirmPageModel extends Confirmable {
  readonly operatorName: string;
  /** Where the page is, and where its button posts. */
  readonly path: string;
}

/** The page on which a mailbox confirms or stops something: a button posts, opening the page changes nothing. */
export function confirmPage({ path, words, ...setting }: ConfirmPageModel, texts: ConfirmTexts): string {
  const { title, paragraphs, button, portal } = words(texts);
  const form =
    button !== undefined &&
    html`<form method="post" action="${path}?lang=${texts.lang}" class="actions">
      <button type="submit">${button}</button>
    </form>`;
  const link = portal !== undefined && html`<p><a href="/portal?lang=${texts.lang}">${portal}</a></p>`;
  const main = html`${paragraphs.map((text) => html`<p>${text}</p>`)} ${form} ${link}`;
  return page(setting, texts, { title, languages: languagesAt(), main });
}
