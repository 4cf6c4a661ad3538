import { html, type Html } from "../../shared/pages/html.ts";
import { page } from "../../shared/pages/page.ts";
import { sandboxNotice } from "../../shared/pages/sandbox-notice.ts";
import type { Confirmable } from "./confirmer.ts";
import type { ConfirmTexts } from "./texts.ts";

/** What every page of this function knows. */
interface PageSetting {
  readonly texts: ConfirmTexts;
  readonly operatorName: string;
  readonly sandbox?: boolean;
}

/** What can be confirmed with a genuine link. */
export interface ConfirmPageModel extends Omit<PageSetting, "sandbox">, Confirmable {
  /** Where the page is, and where its button posts. */
  readonly path: string;
}

/** The page on which a mailbox confirms or stops something: a button posts, opening the page changes nothing. */
export function confirmPage({ texts, operatorName, path, sandbox, words }: ConfirmPageModel): string {
  const { title, paragraphs, button, portal } = words(texts);
  const form =
    button !== undefined &&
    html`<form method="post" action="${path}?lang=${texts.lang}" class="actions">
      <button type="submit">${button}</button>
    </form>`;
  const link = portal !== undefined && html`<p><a href="/portal?lang=${texts.lang}">${portal}</a></p>`;
  return drawn(
    { texts, operatorName, sandbox },
    title,
    html`${paragraphs.map((text) => html`<p>${text}</p>`)} ${form} ${link}`,
  );
}

/** For every link that is not genuine: one page, so that it tells nothing of what exists. */
export function unknownTokenPage(setting: PageSetting): string {
  const { title, text } = setting.texts.unknown;
  return drawn(setting, title, html`<p>${text}</p>`);
}

function drawn({ texts, operatorName, sandbox }: PageSetting, title: string, body: Html): string {
  const { lang, skip, languages } = texts;
  return page({
    lang,
    title,
    operatorName,
    skipText: skip,
    // The same address, whatever it is: the page of an unknown link must not repeat it.
    languages: { label: languages, hrefOf: (other) => `?lang=${other}` },
    main: html`${sandboxNotice(sandbox, texts.sandbox)}
      <h1>${title}</h1>
      ${body}`,
  });
}
