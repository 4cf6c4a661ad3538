import { errorSummary, type FieldError } from "../../../shared/pages/field.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import type { Text } from "../../../shared/message.ts";
import { say } from "../../../shared/policy/words.ts";
import { inLanguage } from "../addresses.ts";
import type { SessionSetting } from "../page-setting.ts";
import type { PortalTexts } from "../texts.ts";
import { csrfField, sessionPage } from "./frame.ts";

/** What a page says, with the names that stand in it. */
interface Told {
  readonly words: { readonly title: Text; readonly text: Text };
  readonly names?: Readonly<Record<string, string>>;
}

/** A question whose answer changes something. It is posted to where it is asked. */
export interface Question extends Told {
  readonly words: Told["words"] & { readonly submit: string };
  /** Where to go without an answer. */
  readonly back: string;
  /** What the address says beside the path. */
  readonly about?: Readonly<Record<string, string | undefined>>;
  /** Further fields. */
  readonly fields?: Html;
  /** What was wrong with an earlier answer. */
  readonly errors?: readonly FieldError[];
}

/** The page that says why nothing is asked, with the way back. */
export const refusedPage = (
  setting: SessionSetting,
  { words, names = {}, back }: Told & { readonly back: { readonly href: string; readonly label: string } },
  texts: PortalTexts,
): string =>
  sessionPage(setting, texts, {
    title: say(words.title, names),
    above: html`<p class="back"><a href="${back.href}">${back.label}</a></p>`,
    main: html`<p>${say(words.text, names)}</p>`,
  });

/** The page that asks before anything is done; it works without script. */
export const confirmPage = (
  setting: SessionSetting,
  { words, names = {}, back, about = {}, fields, errors = [] }: Question,
  texts: PortalTexts,
): string =>
  sessionPage(setting, texts, {
    title: say(words.title, names),
    above: errorSummary(errors, texts),
    main: html`<p>${say(words.text, names)}</p>
      <form method="post" action="${inLanguage(setting.path, { locale: setting.locale, ...about })}" novalidate>
        ${csrfField(setting)} ${fields}
        <p class="actions">
          <button type="submit">${words.submit}</button>
          <a class="button secondary" href="${back}">${texts.confirm.cancel}</a>
        </p>
      </form>`,
  });
