import { html, type Html } from "../../shared/pages/html.ts";
import type { FieldError, OfferField } from "./offer-page-model.ts";
import type { PageTexts } from "./texts.ts";

/** All faults at the top of the page, each a link to its field. Nothing when there are none. */
export const errorSummary = (errors: readonly FieldError[], texts: PageTexts["errors"]): Html =>
  errors.length === 0
    ? html``
    : html`<div class="error-summary" role="alert" tabindex="-1" id="errors">
        <h2>${texts.heading}</h2>
        <ul>
          ${errors.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}
        </ul>
      </div>`;

/** The faults of one field, to stand beside it. */
export const fieldErrors = (errors: readonly FieldError[], field: OfferField, texts: PageTexts["errors"]): Html => {
  const own = errors.filter((error) => error.field === field);
  return own.length === 0
    ? html``
    : html`<p class="error" id="${field}-error">
        <span class="hidden">${texts.prefix}</span> ${own.map(({ message }) => message).join(" ")}
      </p>`;
};

/** Attributes that tie a field to its hint and its faults. */
export const describedBy = (errors: readonly FieldError[], field: OfferField, hint: string | null = null): Html => {
  const faulty = errors.some((error) => error.field === field);
  const ids = [hint, faulty ? `${field}-error` : null].filter((id) => id !== null).join(" ");
  return html`${ids !== "" && html`aria-describedby="${ids}"`} ${faulty && html`aria-invalid="true"`}`;
};
