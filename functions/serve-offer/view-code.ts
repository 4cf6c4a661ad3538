import { html, type Html } from "../../shared/html/html.ts";
import { describedBy, fieldErrors } from "../../shared/pages/field.ts";
import { say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import { actionOf } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";

/**
 * A field for the code, of the acceptance or of the hand-over, beside the button that sends one; the first that needs a code has
 * the button. It posts the whole form, so that the page keeps what was typed. After a code was sent, the field has the focus.
 */
export const codeStep = (id: "code" | "colleague-code", model: OfferPageModel, texts: PageTexts): Html => {
  const { values, errors, codeSent, codeRequired } = model;
  const { code } = texts;
  const isFirst = codeRequired === (id === "code");
  return html`<div class="field">
    <label for="${id}">${code.label}</label>
    <p class="hint" id="${id}-hint">${hintOf(id, model, texts)}</p>
    ${fieldErrors(errors, id, texts)}
    <div class="beside">
      <input
        type="text"
        id="${id}"
        name="${id}"
        value="${values[id]}"
        inputmode="numeric"
        autocomplete="one-time-code"
        placeholder=" "
        maxlength="40"
        class="short"
        ${isFirst && codeSent === "just" && errors.length === 0 && html`autofocus`}
        ${describedBy(errors, id, `${id}-hint`)}
      />
      ${
        isFirst &&
        html`<button type="submit" formaction="${actionOf(model, "code")}" class="secondary">
          ${codeSent === "no" ? code.send : code.again}
        </button>`
      }
    </div>
  </div>`;
};

function hintOf(id: "code" | "colleague-code", { codeSent, customer }: OfferPageModel, texts: PageTexts): string {
  const { email } = customer;
  if (id === "code") return codeSent === "no" ? say(texts.code.intro, { email }) : say(texts.code.sent, { email });
  return codeSent === "no" ? say(texts.handOver.proof, { email }) : say(texts.code.sentOnly, { email });
}
