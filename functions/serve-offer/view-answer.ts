import { describedBy, field, fieldErrors } from "../../shared/pages/field.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { privacyPlace } from "../../shared/html/operator-links.ts";
import { say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import type { PageTexts } from "./texts.ts";
import { codeStep } from "./view-code.ts";
import { customerChoice } from "./view-customer.ts";

const agreementBox = ({ agreement, values, errors }: OfferPageModel, texts: PageTexts): Html | false =>
  agreement !== null &&
  html`${fieldErrors(errors, "agreement", texts)}
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

/** The fields of an acceptance: the person, the organisation, the agreement, and the code that proves the mailbox. */
export const acceptance = (model: OfferPageModel, texts: PageTexts): Html => {
  const { values, codeRequired, errors } = model;
  const { answer, code } = texts;
  const name = {
    id: "name",
    label: answer.name,
    value: values.name,
    attributes: html`autocomplete="name" placeholder=" "`,
  };
  const title = html`autocomplete="organization-title" placeholder=" "`;
  return html`<h2>${answer.heading}</h2>
    <div class="pair">
      ${field(name, errors, texts)}
      ${field({ id: "title", label: `${answer.title} ${answer.optional}`, value: values.title, attributes: title }, errors, texts)}
    </div>
    ${customerChoice(model, texts)} ${agreementBox(model, texts)}
    <p class="hint">${answer.kept} ${privacyPlace}</p>
    ${model.proof !== "" && html`<p class="notice">${code.proven}</p>`}
    ${codeRequired && codeStep("code", model, texts)}`;
};

/** A decline with its reason, open once one was typed. */
export const declineReason = (model: OfferPageModel, texts: PageTexts): Html => {
  const { reason, reasonHint, declineReason: summary, declineWith } = texts.answer;
  const { values, errors } = model;
  const hint = say(reasonHint, { partner: model.partner.displayName });
  const own = { id: "reason", label: reason, hint, value: values.reason, attributes: html`autocomplete="off"` };
  const isBegun = values.reason !== "" || errors.some((error) => error.field === "reason");
  return html`<details ${isBegun && html`open`}>
    <summary>${summary}</summary>
    ${field(own, errors, texts)}
    <button type="submit" name="decision" value="decline" class="secondary">${declineWith}</button>
  </details>`;
};
