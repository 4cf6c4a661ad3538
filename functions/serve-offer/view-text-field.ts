import { html, type Html } from "../../shared/pages/html.ts";
import type { OfferField, OfferPageModel } from "./offer-page-model.ts";
import type { PageTexts } from "./texts.ts";
import { describedBy, fieldErrors } from "./view-errors.ts";

/** A field to type into. */
export interface TextField {
  readonly field: OfferField & keyof OfferPageModel["values"];
  /** What the input is posted as; the field itself where nothing is said. */
  readonly name?: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  /** Attributes of the input beyond those of every text field. */
  readonly attributes: Html;
}

/** A text field with its label, its hint, its faults and what was typed. */
export const textField = (
  { field, name = field, label, value, hint, attributes }: TextField,
  model: OfferPageModel,
  texts: PageTexts,
): Html =>
  html`<div class="field">
    <label for="${field}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${field}-hint">${hint}</p>`}
    ${fieldErrors(model.errors, field, texts.errors)}
    <input
      type="text"
      id="${field}"
      name="${name}"
      value="${value}"
      ${attributes}
      ${describedBy(model.errors, field, hint === undefined ? null : `${field}-hint`)}
    />
  </div>`;
