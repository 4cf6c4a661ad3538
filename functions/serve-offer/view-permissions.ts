import { mayNarrow } from "../../shared/terms/model.ts";
import { describedBy, fieldErrors } from "../../shared/pages/field.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { permissionName } from "../../shared/policy/permission-texts.ts";
import { riskMark } from "../../shared/pages/risk.ts";
import { findPermission, type PermissionEntry } from "../../shared/policy/permissions.ts";
import { findService } from "../../shared/policy/services.ts";
import { say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import type { PageTexts } from "./texts.ts";

const list = (heading: string, entries: readonly string[]): Html =>
  html`<p>${heading}</p>
    <ul>
      ${entries.map((entry) => html`<li>${entry}</li>`)}
    </ul>`;

const description = (id: string, entry: PermissionEntry, texts: PageTexts): Html => {
  const { description, allows, allowsNot } = texts.catalogue[entry.id];
  const name = permissionName(id, texts.catalogue);
  const { more, about, allows: mayDo, allowsNot: mayNotDo } = texts.permissions;
  return html`<p id="about-${id}">${description}</p>
    <p class="facts">
      ${riskMark(entry.risk, texts.permissions)}
      <span>${findService(entry.service)?.name}</span>
    </p>
    <details>
      <summary>${more} <span class="hidden">${say(about, { name })}</span></summary>
      ${list(mayDo, allows)} ${list(mayNotDo, allowsNot)}
    </details>`;
};

const row = ({ id, required, checked }: OfferPageModel["permissions"][number], texts: PageTexts): Html => {
  const entry = findPermission(id);
  const name = permissionName(id, texts.catalogue);
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

/** Every requested permission as a row to accept or refuse. */
export const permissionChoice = (model: OfferPageModel, texts: PageTexts): Html => {
  const { permissions, errors } = model;
  const hint = mayNarrow(model) ? texts.permissions.hint : texts.permissions.hintWhole;
  return html`<fieldset id="permission" tabindex="-1" ${describedBy(errors, "permission", "permission-hint")}>
    <legend><h2>${texts.permissions.heading}</h2></legend>
    <p class="hint" id="permission-hint">${hint}</p>
    ${fieldErrors(errors, "permission", texts)}
    <ul class="permissions">
      ${permissions.map((permission) => row(permission, texts))}
    </ul>
  </fieldset>`;
};
