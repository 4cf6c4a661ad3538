import { field } from "../../shared/pages/field.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import { actionOf } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";
import { codeButton } from "./view-code.ts";

/** "Not me, ask my colleague": open when it was begun. */
const handOver = (model: OfferPageModel, texts: PageTexts): Html => {
  const { colleagues, values, customer, codeRequired, codeSent, errors } = model;
  const isFaulty = errors.some((error) => error.field === "colleague" || error.field === "colleague-code");
  const isBegun = isFaulty || values.colleague !== "";
  const digits = html`inputmode="numeric" autocomplete="one-time-code" maxlength="40" class="short"`;
  const { summary, intro, introAdministrators, proof, email, submit } = texts.handOver;
  const colleague = { id: "colleague", name: "email", label: email, value: values.colleague };
  const code = { id: "colleague-code", label: texts.code.label, hint: texts.code.hint };
  return html`<details ${(isBegun || (codeSent !== "no" && !codeRequired)) && html`open`}>
    <summary>${summary}</summary>
    <p>${colleagues === null ? introAdministrators : say(intro, { domain: colleagues })}</p>
    <p>${say(proof, { email: customer.email })}</p>
    ${!codeRequired && codeButton(model, texts)}
    ${field({ ...colleague, attributes: html`autocomplete="off" inputmode="email"` }, errors, texts)}
    ${field({ ...code, value: values["colleague-code"], attributes: digits }, errors, texts)}
    <button type="submit" formaction="${actionOf(model, "hand-over")}" class="secondary">${submit}</button>
  </details>`;
};

/** "I do not know this partner": declines, and counts towards stopping the partner. */
const report = (model: OfferPageModel, { report: texts }: PageTexts): Html =>
  html`<details>
    <summary>${texts.summary}</summary>
    <p>${say(texts.text, { partner: model.partner.displayName, operator: model.operatorName })}</p>
    <button type="submit" name="decision" value="report" class="secondary">${texts.submit}</button>
  </details>`;

/** The small ways out of a request that is not for its reader. */
export const waysOut = (model: OfferPageModel, texts: PageTexts): Html =>
  html`${handOver(model, texts)} ${report(model, texts)}`;
