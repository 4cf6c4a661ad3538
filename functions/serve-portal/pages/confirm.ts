import type { FieldError } from "../../../shared/pages/field.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import type { Text } from "../../../shared/message.ts";
import { backLink, csrfField } from "../../../shared/pages/parts.ts";
import { say } from "../../../shared/policy/words.ts";
import { inLanguage } from "../../../shared/pages/in-language.ts";
import type { SessionSetting } from "../page-setting.ts";
import type { PortalTexts } from "../texts.ts";
import { sessionPage } from "./frame.ts";

/** The texts of a page with their values. */
interface Statement {
  readonly words: { readonly title: Text; readonly text: Text };
  readonly names?: Readonly<Record<string, string>>;
}

/** A question before a change. It posts to its own address. */
export interface Question extends Statement {
  readonly words: Statement["words"] & { readonly submit: string };
  /** The address of the way back. */
  readonly back: string;
  /** Query parameters of the address. */
  readonly about?: Readonly<Record<string, string | undefined>>;
  /** Whether the change takes something away, so that its button looks it. */
  readonly isDestructive?: boolean;
  /** Additional fields. */
  readonly fields?: Html;
  /** Faults of the posted form. */
  readonly errors?: readonly FieldError[];
}

/** The page that explains why the action is not possible. */
export const refusedPage = (
  setting: SessionSetting,
  { words, names = {}, back }: Statement & { readonly back: { readonly href: string; readonly label: string } },
  texts: PortalTexts,
): string =>
  sessionPage(setting, texts, {
    title: say(words.title, names),
    above: backLink(back.href, back.label),
    main: html`<p>${say(words.text, names)}</p>`,
  });

/** The page that asks before a change. It works without script. */
export const confirmPage = (
  setting: SessionSetting,
  { words, names = {}, back, about = {}, isDestructive = false, fields, errors = [] }: Question,
  texts: PortalTexts,
): string =>
  sessionPage(setting, texts, {
    title: say(words.title, names),
    errors,
    main: html`<p>${say(words.text, names)}</p>
      <form method="post" action="${inLanguage(setting.path, { locale: setting.locale, ...about })}" novalidate>
        ${csrfField(setting)} ${fields}
        <p class="actions">
          <button type="submit" class="${isDestructive && "danger"}">${words.submit}</button>
          <a class="button secondary" href="${back}">${texts.confirm.cancel}</a>
        </p>
      </form>`,
  });
