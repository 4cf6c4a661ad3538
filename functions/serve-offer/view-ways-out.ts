import { field } from "../../shared/pages/field.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { say } from "../../shared/policy/words.ts";
import type { OfferPageModel, OutcomePageModel } from "./page-models.ts";
import { actionOf } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";
import { codeStep } from "./view-code.ts";

/** "Not me, ask my colleague". It is open once the reader has begun to fill it in. */
const handOver = (model: OfferPageModel, texts: PageTexts): Html => {
  const { colleagues, values, codeRequired, codeSent, errors } = model;
  const isFaulty = errors.some((error) => error.field === "colleague" || error.field === "colleague-code");
  const isBegun = isFaulty || values.colleague !== "";
  const { summary, intro, introAdministrators, email, submit } = texts.handOver;
  const colleague = { id: "colleague", name: "email", label: email, value: values.colleague };
  return html`<details ${(isBegun || (codeSent !== "no" && !codeRequired)) && html`open`}>
    <summary>${summary}</summary>
    <p>${colleagues === null ? introAdministrators : say(intro, { domain: colleagues })}</p>
    ${field({ ...colleague, attributes: html`autocomplete="off" inputmode="email"` }, errors, texts)}
    ${codeStep("colleague-code", model, texts)}
    <button type="submit" formaction="${actionOf(model, "hand-over")}" class="secondary">${submit}</button>
  </details>`;
};

/** "I do not know this partner": declines, and counts towards stopping the partner. */
export const reportAbuse = (model: OfferPageModel | OutcomePageModel, { report: texts }: PageTexts): Html =>
  html`<details>
    <summary>${texts.summary}</summary>
    <p>${say(texts.text, { partner: model.partner.displayName, operator: model.operatorName })}</p>
    <button type="submit" name="decision" value="report" class="secondary">${texts.submit}</button>
  </details>`;

/** The alternatives for a reader whom the request does not concern. */
export const waysOut = (model: OfferPageModel, texts: PageTexts): Html =>
  html`${handOver(model, texts)} ${reportAbuse(model, texts)}`;
