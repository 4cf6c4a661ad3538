import { html, type Html } from "../../shared/http/html.ts";
import type { Administrator } from "../../shared/domain/administrator.ts";
import { dateInWords, say } from "../../shared/policy/words.ts";
import { portalPath } from "./addresses.ts";
import type { SessionSetting } from "./page-setting.ts";
import type { PortalTexts } from "./texts.ts";
import { faultSummary, textField } from "./view-field.ts";
import { csrfField, sessionPage } from "./view-frame.ts";

/** Who may sign in, and who may be named. */
export interface AdministratorsPageModel extends SessionSetting {
  /** Whose session it is. */
  readonly own: string;
  readonly administrators: readonly Administrator[];
  /** The mail domain of the customer; null at a public mail provider, where nobody else can be named. */
  readonly domain: string | null;
  /** What was typed, and what is wrong with it. */
  readonly typed: string;
  readonly fault: string | null;
}

const row = (
  { id, email, since }: Administrator,
  { own, administrators }: AdministratorsPageModel,
  texts: PortalTexts,
): Html => {
  const { administrators: words, lang } = texts;
  return html`<tr>
    <th scope="row">${email} ${id === own && html`<span class="hint">${words.you}</span>`}</th>
    <td data-label="${words.since}">${since !== null && dateInWords(since, lang, "medium")}</td>
    <td class="act">
      ${
        administrators.length > 1 &&
        html`<a href="${portalPath(`/administrators/${id}`, { locale: lang })}"
          >${words.remove} <span class="hidden">${email}</span></a
        >`
      }
    </td>
  </tr>`;
};

const nameForm = (model: AdministratorsPageModel, domain: string, texts: PortalTexts): Html => {
  const { typed, fault, locale } = model;
  const { name, nameHint, email, submit } = texts.administrators;
  const attributes = html`autocomplete="off" inputmode="email" autocapitalize="none" spellcheck="false"`;
  const field = { name: "email", label: email, hint: say(nameHint, { domain }), value: typed, fault, attributes };
  return html`<h2>${name}</h2>
    <form method="post" action="${portalPath("/administrators", { locale })}" novalidate>
      ${csrfField(model)} ${textField(field, texts)}
      <p class="actions"><button type="submit">${submit}</button></p>
    </form>`;
};

/** Who may sign in for the customer, the ways to remove one and to name another. */
export function administratorsPage(model: AdministratorsPageModel, texts: PortalTexts): string {
  const { administrators, domain, fault } = model;
  const { title, intro, email, since, act, last, alone } = texts.administrators;
  return sessionPage(model, texts, {
    title,
    above: faultSummary("email", fault, texts),
    main: html`<p>${intro}</p>
      <table>
        <caption class="hidden">
          ${title}
        </caption>
        <thead>
          <tr>
            ${[email, since, act].map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${administrators.map((administrator) => row(administrator, model, texts))}
        </tbody>
      </table>
      ${administrators.length === 1 && html`<p class="hint">${last}</p>`}
      ${domain === null ? html`<p>${alone}</p>` : nameForm(model, domain, texts)}`,
  });
}
