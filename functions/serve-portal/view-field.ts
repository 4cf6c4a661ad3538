import { html, type Html } from "../../shared/pages/html.ts";
import type { PortalTexts } from "./texts.ts";

/** A field to type into, with its hint and what is wrong with it. */
interface TextField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Null where nothing is wrong. */
  readonly fault: string | null;
  /** Attributes of the input beyond those of every text field. */
  readonly attributes: Html;
}

/** The field; its fault stands in it and in the summary. */
export function textField({ name, label, hint, value, fault, attributes }: TextField, { errors }: PortalTexts): Html {
  const described = [hint !== undefined && `${name}-hint`, fault !== null && `${name}-error`].filter(
    (id) => id !== false,
  );
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${
      fault !== null &&
      html`<p class="error" id="${name}-error"><span class="hidden">${errors.prefix}</span> ${fault}</p>`
    }
    <input
      type="text"
      id="${name}"
      name="${name}"
      value="${value}"
      ${attributes}
      ${described.length > 0 && html`aria-describedby="${described.join(" ")}"`}
      ${fault !== null && html`aria-invalid="true"`}
    />
  </div>`;
}

/** What is wrong, at the top of the page, as a link to its field. Nothing where nothing is. */
export const faultSummary = (field: string, fault: string | null, { errors }: PortalTexts): Html =>
  html`${
    fault !== null &&
    html`<div class="error-summary" role="alert" tabindex="-1">
      <h2>${errors.heading}</h2>
      <ul>
        <li><a href="#${field}">${fault}</a></li>
      </ul>
    </div>`
  }`;
