import { describedBy, field, fieldErrors } from "../../shared/pages/field.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { radio } from "../../shared/pages/parts.ts";
import { newCustomer } from "../../shared/customer/commands/choose-customer.ts";
import { dateInWords, say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import type { PageTexts } from "./texts.ts";

type Choice = OfferPageModel["customers"][number];

const hintOf = (
  { coolOffUntil, isConnected }: Choice,
  { permissions }: OfferPageModel,
  texts: PageTexts,
): string | null => {
  const { organization, lang } = texts;
  if (coolOffUntil !== null) return say(organization.coolOff, { date: dateInWords(coolOffUntil, lang) });
  if (!isConnected) return null;
  return permissions.length > 0 ? organization.amended : organization.connected;
};

const nameField = ({ values, errors }: OfferPageModel, label: string, texts: PageTexts): Html => {
  const { hint } = texts.organization;
  const own = { id: "organization", label: `${label} ${texts.answer.optional}`, hint, value: values.organization };
  return field({ ...own, attributes: html`autocomplete="organization" placeholder=" "` }, errors, texts);
};

/**
 * The choice of the organisation that accepts: one that the reader administers, or another one. A reader without one only enters
 * a name. There is no choice where permissions of a relationship are asked for, which belongs to an organisation already.
 */
export const customerChoice = (model: OfferPageModel, texts: PageTexts): Html => {
  const { customers, chosenCustomer, errors, isRestoration, isRefused } = model;
  const { organization } = texts;
  const faults = fieldErrors(errors, "customer", texts);
  if (isRefused && !errors.some(({ field }) => field === "customer"))
    return html`<p class="notice" id="customer">${texts.faults["partner-blocked"]}</p>`;
  if (isRestoration || isRefused) return html`<div id="customer" tabindex="-1">${faults}</div>`;
  if (customers.length === 0) {
    return html`<div id="customer" tabindex="-1">${faults} ${nameField(model, organization.label, texts)}</div>`;
  }
  return html`<fieldset id="customer" tabindex="-1" ${describedBy(errors, "customer")}>
    <legend>${organization.legend}</legend>
    ${faults}
    ${customers.map((choice) => {
      const { id: value, name: label } = choice;
      return radio("customer", { value, label, hint: hintOf(choice, model, texts) }, value === chosenCustomer);
    })}
    ${radio("customer", { value: newCustomer, label: organization.another }, chosenCustomer === newCustomer)}
    ${nameField(model, organization.anotherLabel, texts)}
  </fieldset>`;
};
