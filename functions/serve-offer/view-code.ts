import { html, type Html } from "../../shared/html/html.ts";
import { field } from "../../shared/pages/field.ts";
import { say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import { actionOf } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";

/** The field for a code, of the form or of the hand-over. */
export const codeField = (
  id: "code" | "colleague-code",
  { values, errors }: OfferPageModel,
  texts: PageTexts,
): Html => {
  const attributes = html`inputmode="numeric" autocomplete="one-time-code" maxlength="40" class="short"`;
  return field({ id, label: texts.code.label, hint: texts.code.hint, value: values[id], attributes }, errors, texts);
};

/** The notice that a code was mailed, with a link to its field. It is focused when the code was sent just now. */
export const codeNotice = ({ codeSent, codeRequired, customer }: OfferPageModel, { code }: PageTexts): Html =>
  codeSent === "no"
    ? html``
    : html`<div class="notice" role="status" id="notice" tabindex="-1" ${codeSent === "just" && html`autofocus`}>
        <p>${say(code.sent, { email: customer.email })}</p>
        <p><a href="#${codeRequired ? "code" : "colleague-code"}">${code.toField}</a></p>
      </div>`;

/** Why accepting needs a code, and the button that sends one. */
export const codeRequest = (model: OfferPageModel, texts: PageTexts): Html =>
  html`<section aria-labelledby="proof">
    <h2 id="proof">${texts.code.heading}</h2>
    <p>${say(texts.code.intro, { email: model.customer.email })}</p>
    ${codeButton(model, texts)}
  </section>`;

/** The button that sends a code. It posts the whole form, so that the page keeps what was typed. */
export const codeButton = (model: OfferPageModel, { code }: PageTexts): Html =>
  html`<button type="submit" formaction="${actionOf(model, "code")}" class="secondary">
    ${model.codeSent === "no" ? code.send : code.again}
  </button>`;
