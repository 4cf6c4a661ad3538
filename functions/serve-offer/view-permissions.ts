import { html, type Html } from "../../shared/http/html.ts";
import { inLocale } from "../../shared/policy/locales.ts";
import { findPermission, type PermissionEntry, type Risk } from "../../shared/policy/permissions.ts";
import { findService } from "../../shared/policy/services.ts";
import type { OfferPageModel } from "./offer-page-model.ts";
import type { OfferTexts } from "./texts.en.ts";
import { describedBy, fieldErrors } from "./view-errors.ts";

// The number of bars tells the risk without its colour; the word beside them tells it without seeing.
const riskMarks: Readonly<Record<Risk, string>> = { low: "▮▯▯", medium: "▮▮▯", high: "▮▮▮" };

const list = (heading: string, entries: readonly string[]): Html =>
  html`<p>${heading}</p>
    <ul>
      ${entries.map((entry) => html`<li>${entry}</li>`)}
    </ul>`;

const description = (id: string, entry: PermissionEntry, texts: OfferTexts): Html => {
  const { name, description, allows, allowsNot } = inLocale(entry.texts, texts.lang);
  const { risk, more, about, allows: mayDo, allowsNot: mayNotDo } = texts.permissions;
  return html`<p id="about-${id}">${description}</p>
    <p class="facts">
      <span class="risk ${entry.risk}"
        ><span aria-hidden="true">${riskMarks[entry.risk]}</span> ${risk[entry.risk]}</span
      >
      <span>${findService(entry.service)?.name}</span>
    </p>
    <details>
      <summary>${more} <span class="hidden">${about(name)}</span></summary>
      ${list(mayDo, allows)} ${list(mayNotDo, allowsNot)}
    </details>`;
};

const row = ({ id, required, checked }: OfferPageModel["permissions"][number], texts: OfferTexts): Html => {
  const entry = findPermission(id);
  const name = entry === undefined ? id : inLocale(entry.texts, texts.lang).name;
  // A disabled box is not sent, so a required permission travels in a hidden field.
  return html`<li class="permission">
    <input
      type="checkbox"
      id="permission-${id}"
      name="permission"
      value="${id}"
      aria-describedby="about-${id}"
      ${(required || checked) && html`checked`}
      ${required && html`disabled`}
    />
    ${required && html`<input type="hidden" name="permission" value="${id}" />`}
    <div>
      <label for="permission-${id}">${name}</label>
      ${required && html`<p class="required">${texts.permissions.required}</p>`}
      ${entry === undefined ? html`<p id="about-${id}">${texts.permissions.unknown}</p>` : description(id, entry, texts)}
    </div>
  </li>`;
};

/** Every permission asked, one row each, to be accepted or refused. */
export const permissionChoice = ({ permissions, errors }: OfferPageModel, texts: OfferTexts): Html =>
  html`<fieldset id="permission" tabindex="-1" ${describedBy(errors, "permission", "permission-hint")}>
    <legend><h2>${texts.permissions.heading}</h2></legend>
    <p class="hint" id="permission-hint">${texts.permissions.hint}</p>
    ${fieldErrors(errors, "permission", texts.errors)}
    <ul class="permissions">
      ${permissions.map((permission) => row(permission, texts))}
    </ul>
  </fieldset>`;
