import { html, type Html } from "../html/html.ts";
import type { SharedTexts } from "./texts.ts";

/** A fault in what was posted, by the id of the field it belongs to. */
export interface FieldError<Field extends string = string> {
  readonly field: Field;
  readonly message: string;
}

/** A field to type into. */
export interface TextField {
  /** On the page. */
  readonly id: string;
  /** What the input is posted as; the id where nothing is said. */
  readonly name?: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  /** Attributes of the input beyond those of every text field. */
  readonly attributes: Html;
}

type Errors = readonly FieldError[];

/**
 * All faults at the top of the page, each a link to its field. Nothing when there are none. The browser moves the focus here,
 * also without script.
 */
export const errorSummary = (errors: Errors, { errors: texts }: SharedTexts): Html | false =>
  errors.length > 0 &&
  html`<div class="error-summary" role="alert" tabindex="-1" id="errors" autofocus>
    <h2>${texts.heading}</h2>
    <ul>
      ${errors.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}
    </ul>
  </div>`;

/** The faults of one field, to stand beside it. */
export const fieldErrors = (errors: Errors, field: string, { errors: texts }: SharedTexts): Html | false => {
  const own = errors.filter((error) => error.field === field);
  return (
    own.length > 0 &&
    html`<p class="error" id="${field}-error">
      <span class="hidden">${texts.prefix}</span> ${own.map(({ message }) => message).join(" ")}
    </p>`
  );
};

/** Attributes that tie a field to its hint and its faults. */
export const describedBy = (errors: Errors, field: string, hint?: string): Html => {
  const isFaulty = errors.some((error) => error.field === field);
  const ids = [hint, isFaulty && `${field}-error`].filter(Boolean).join(" ");
  return html`${ids && html`aria-describedby="${ids}"`} ${isFaulty && html`aria-invalid="true"`}`;
};

/** A text field with its label, its hint, its faults and what was typed. */
export const field = (
  { id, name = id, label, value, hint, attributes }: TextField,
  errors: Errors,
  texts: SharedTexts,
): Html =>
  html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`} ${fieldErrors(errors, id, texts)}
    <input
      type="text"
      id="${id}"
      name="${name}"
      value="${value}"
      ${attributes}
      ${describedBy(errors, id, hint && `${id}-hint`)}
    />
  </div>`;
