import { html } from "../../../shared/html/html.ts";
import type { Customer } from "../../../shared/customer/model.ts";
import { dateInWords, say } from "../../../shared/policy/words.ts";
import { customerPath } from "../addresses.ts";
import type { SessionSetting } from "../page-setting.ts";
import type { PortalTexts } from "../texts.ts";
import { sessionPage } from "./frame.ts";

/** The customers of an address by name, each with the way to a place of its own. */
export function choicePage(
  setting: SessionSetting & { readonly customers: readonly Customer[]; readonly place: string },
  texts: PortalTexts,
): string {
  const { customers, place, locale, operatorName } = setting;
  const { title, intro, since } = texts.choice;
  return sessionPage(setting, texts, {
    title,
    main: html`<p>${intro}</p>
      <ul class="plain-list">
        ${customers.map(
          ({ id, name, verified, foundedAt, sandbox }) =>
            html`<li>
              <a href="${customerPath(id, place, { locale })}">${name}</a>
              ${sandbox !== null && html`<strong>${texts.sandbox.mark}</strong>`}
              <span class="hint"
                >${say(since, { date: dateInWords(foundedAt, locale) })}${
                  verified !== null && html`, ${say(texts.customer.checked, { operator: operatorName })}`
                }</span
              >
            </li>`,
        )}
      </ul>`,
  });
}
