import { html, type Html } from "../../shared/pages/html.ts";
import { say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./offer-page-model.ts";
import type { PageTexts } from "./texts.ts";
import { customerChoice } from "./view-customer.ts";
import { describedBy, fieldErrors } from "./view-errors.ts";
import { textField } from "./view-text-field.ts";

const agreementBox = ({ agreement, values, errors }: OfferPageModel, texts: PageTexts): Html =>
  html`${fieldErrors(errors, "agreement", texts.errors)}
    <div class="box">
      <input
        type="checkbox"
        id="agreement"
        name="agreement"
        value="on"
        ${values.agreement && html`checked`}
        ${describedBy(errors, "agreement")}
      />
      <label for="agreement">
        ${texts.answer.agreement}
        <a href="${agreement.url}?lang=${texts.lang}" lang="en" target="_blank" rel="noopener noreferrer"
          >${agreement.title}</a
        >
        ${say(texts.answer.agreementVersion, { version: agreement.version })}
      </label>
    </div>`;

/** What an acceptance records: who agrees to what, and the code that proves the mailbox. */
export const acceptance = (model: OfferPageModel, texts: PageTexts): Html => {
  const { values, codeRequired } = model;
  const { answer, code } = texts;
  const name = {
    field: "name",
    label: answer.name,
    value: values.name,
    attributes: html`autocomplete="name"`,
  } as const;
  const title = html`autocomplete="organization-title"`;
  const digits = html`inputmode="numeric" autocomplete="one-time-code" maxlength="40" class="short"`;
  return html`<h2>${answer.heading}</h2>
    ${textField(name, model, texts)}
    ${textField({ field: "title", label: `${answer.title} ${answer.optional}`, value: values.title, attributes: title }, model, texts)}
    ${customerChoice(model, texts)} ${model.proof !== "" && html`<p class="notice">${code.proven}</p>`}
    ${
      codeRequired &&
      textField(
        { field: "code", label: code.label, value: values.code, hint: code.hint, attributes: digits },
        model,
        texts,
      )
    }
    ${agreementBox(model, texts)}`;
};

/** The optional reason of a decline. */
export const declineReason = (model: OfferPageModel, texts: PageTexts): Html => {
  const { reason, reasonHint, optional } = texts.answer;
  const hint = say(reasonHint, { partner: model.partner.displayName });
  const field = { field: "reason", label: `${reason} ${optional}`, hint, value: model.values.reason } as const;
  return textField({ ...field, attributes: html`autocomplete="off"` }, model, texts);
};
