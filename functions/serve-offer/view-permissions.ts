import { mayNarrow } from "../../shared/terms/model.ts";
import { describedBy, fieldErrors } from "../../shared/pages/field.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { headedList } from "../../shared/pages/parts.ts";
import { riskMark } from "../../shared/pages/risk.ts";
import { findPermission, type PermissionEntry, type Risk } from "../../shared/policy/permissions.ts";
import { dateInWords, say } from "../../shared/policy/words.ts";
import { findService } from "../../shared/policy/services.ts";
import type { OfferPageModel } from "./page-models.ts";
import type { PageTexts } from "./texts.ts";

type Asked = OfferPageModel["permissions"][number];

/** The name of a permission, which opens what it allows and what it does not. */
const details = (entry: PermissionEntry, { catalogue, permissions }: PageTexts): Html => {
  const { name, allows, allowsNot } = catalogue[entry.id];
  return html`<details>
    <summary id="name-${entry.id}">${name}, ${findService(entry.service)?.name}</summary>
    ${headedList(permissions.allows, allows)} ${headedList(permissions.allowsNot, allowsNot)}
  </details>`;
};

/** How a permission compares with what the partner may do now. */
const comparison = ({ change }: Asked, { permissions, lang }: PageTexts): Html | false => {
  if (change === undefined) return false;
  const held = change.heldUntil === null ? "" : dateInWords(change.heldUntil, lang);
  const end = dateInWords(change.grant.endsAt, lang);
  return html`<p class="hint">${say(permissions.changes[change.change], { held, end })}</p>`;
};

const row = (asked: Asked, texts: PageTexts): Html => {
  const { id, required, checked, purpose } = asked;
  const entry = findPermission(id);
  // A disabled box is not sent, so a required permission travels in a hidden field.
  return html`<li class="permission">
    <input
      type="checkbox"
      id="permission-${id}"
      name="permission"
      value="${id}"
      ${entry !== undefined && html`aria-labelledby="name-${id} label-${id}"`}
      ${(required || checked) && html`checked`}
      ${required && html`disabled`}
    />
    ${required && html`<input type="hidden" name="permission" value="${id}" />`}
    <div>
      <label for="permission-${id}" id="label-${id}"
        >${entry === undefined ? id : texts.catalogue[entry.id].description}</label
      >
      ${purpose !== undefined && html`<p>${say(texts.permissions.purpose, { purpose })}</p>`}
      ${comparison(asked, texts)} ${required && html`<p class="required">${texts.permissions.required}</p>`}
      ${entry === undefined ? html`<p>${texts.permissions.unknown}</p>` : details(entry, texts)}
    </div>
  </li>`;
};

/** What is most dangerous is read first. One that is no longer in the catalogue has no risk that could be named. */
const risks: readonly (Risk | undefined)[] = ["high", "medium", "low", undefined];

const group = (risk: Risk | undefined, permissions: readonly Asked[], texts: PageTexts): Html | false => {
  const own = permissions.filter(({ id }) => findPermission(id)?.risk === risk);
  return (
    own.length > 0 &&
    html`${risk && html`<h3 id="risk-${risk}">${riskMark(risk, texts.permissions)}</h3>`}
      <ul class="permissions" ${risk && html`aria-labelledby="risk-${risk}"`}>
        ${own.map((permission) => row(permission, texts))}
      </ul>`
  );
};

/** Every requested permission as a row to accept or refuse, by its risk. */
export const permissionChoice = (model: OfferPageModel, texts: PageTexts): Html => {
  const { permissions, errors } = model;
  return html`<fieldset id="permission" tabindex="-1" ${describedBy(errors, "permission", "permission-hint")}>
    <legend><h2>${texts.permissions.heading}</h2></legend>
    <p class="hint" id="permission-hint">${hintOf(model, texts)} ${model.hasOthers && texts.permissions.others}</p>
    ${fieldErrors(errors, "permission", texts)} ${risks.map((risk) => group(risk, permissions, texts))}
  </fieldset>`;
};

function hintOf(model: OfferPageModel, { permissions: texts }: PageTexts): string {
  const required = model.permissions.filter((permission) => permission.required).length;
  if (required === model.permissions.length) return texts.hintAll;
  if (!mayNarrow(model)) return texts.hintWhole;
  return required > 0 ? texts.hintSome : texts.hint;
}
