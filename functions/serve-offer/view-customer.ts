import { describedBy, field, fieldErrors } from "../../shared/pages/field.ts";
import { html, type Html } from "../../shared/html/html.ts";
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

const option = (value: string, label: string, isChosen: boolean, hint: string | null): Html =>
  html`<div class="box">
    <input
      type="radio"
      id="customer-${value}"
      name="customer"
      value="${value}"
      ${isChosen && html`checked`}
      ${hint !== null && html`aria-describedby="customer-${value}-hint"`}
    />
    <label for="customer-${value}">${label}</label>
    ${hint !== null && html`<p class="hint" id="customer-${value}-hint">${hint}</p>`}
  </div>`;

const nameField = (model: OfferPageModel, { organization, answer }: PageTexts, label: string, texts: PageTexts): Html =>
  field(
    {
      id: "organization",
      label: `${label} ${answer.optional}`,
      hint: organization.hint,
      value: model.values.organization,
      attributes: html`autocomplete="organization"`,
    },
    model.errors,
    texts,
  );

/**
 * For which organisation the reader accepts: the ones that the address speaks for, by name, or another one. Who speaks for none
 * only says what the organisation is called. Nothing where permissions of a relationship are asked: it names the organisation.
 */
export const customerChoice = (model: OfferPageModel, texts: PageTexts): Html => {
  const { customers, chosenCustomer, errors, isRestoration, isRefused } = model;
  const { organization } = texts;
  const faults = fieldErrors(errors, "customer", texts);
  if (isRefused && !errors.some(({ field }) => field === "customer"))
    return html`<p class="notice" id="customer">${texts.faults["partner-blocked"]}</p>`;
  if (isRestoration || isRefused) return html`<div id="customer" tabindex="-1">${faults}</div>`;
  if (customers.length === 0) {
    return html`<div id="customer" tabindex="-1">${faults} ${nameField(model, texts, organization.label, texts)}</div>`;
  }
  return html`<fieldset id="customer" tabindex="-1" ${describedBy(errors, "customer")}>
    <legend>${organization.legend}</legend>
    ${faults}
    ${customers.map((choice) => option(choice.id, choice.name, choice.id === chosenCustomer, hintOf(choice, model, texts)))}
    ${option(newCustomer, organization.another, chosenCustomer === newCustomer, null)}
    ${nameField(model, texts, organization.anotherLabel, texts)}
  </fieldset>`;
};
