import { errorSummary, type FieldError } from "../../../shared/pages/field.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import type { SessionSetting } from "../page-setting.ts";
import type { PortalTexts } from "../texts.ts";
import { csrfField, sessionPage } from "./frame.ts";

/** A question whose answer changes something. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly submit: string;
  /** Where the answer is posted, and where to go without one. */
  readonly action: string;
  readonly back: string;
  /** Further fields. */
  readonly fields?: Html;
  /** What was wrong with an earlier answer. */
  readonly errors?: readonly FieldError[];
}

/** The page that says why nothing is asked, with the way back. */
export const refusedPage = (
  setting: SessionSetting,
  { title, text, back }: Pick<Question, "title" | "text"> & { readonly back: { href: string; label: string } },
  texts: PortalTexts,
): string =>
  sessionPage(setting, texts, {
    title,
    above: html`<p class="back"><a href="${back.href}">${back.label}</a></p>`,
    main: html`<p>${text}</p>`,
  });

/** The page that asks before anything is done; it works without script. */
export const confirmPage = (setting: SessionSetting, question: Question, texts: PortalTexts): string =>
  sessionPage(setting, texts, {
    title: question.title,
    above: errorSummary(question.errors ?? [], texts),
    main: html`<p>${question.text}</p>
      <form method="post" action="${question.action}" novalidate>
        ${csrfField(setting)} ${question.fields}
        <p class="actions">
          <button type="submit">${question.submit}</button>
          <a class="button secondary" href="${question.back}">${texts.confirm.cancel}</a>
        </p>
      </form>`,
  });
