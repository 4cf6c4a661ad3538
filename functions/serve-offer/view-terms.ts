import { html, type Html } from "../../shared/http/html.ts";
import { dateInWords, durationInWords } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./offer-page-model.ts";
import type { OfferTexts } from "./texts.en.ts";
import { describedBy, fieldErrors } from "./view-errors.ts";

/** How long permissions would last: each choice with its end written out, so that no script has to count; short, for a phone cuts it. */
export const durationChoice = (model: OfferPageModel, { lang, terms, errors: errorTexts }: OfferTexts): Html => {
  const options = model.durations.map(({ duration, endsAt }) => {
    const text = terms.until(durationInWords(duration, lang), dateInWords(endsAt, lang, "medium"));
    return html`<option value="${duration}" ${duration === model.chosenDuration && html`selected`}>${text}</option>`;
  });
  return html`<div class="field">
    <label for="duration">${terms.duration}</label>
    <p class="hint" id="duration-hint">
      ${terms.durationHint} ${model.autoExtend ? terms.autoExtend : terms.noAutoExtend}
    </p>
    ${fieldErrors(model.errors, "duration", errorTexts)}
    <select id="duration" name="duration" ${describedBy(model.errors, "duration", "duration-hint")}>
      ${options}
    </select>
  </div>`;
};

/** What an answer does not mean. */
export const limits = ({ partner, operatorName }: OfferPageModel, { terms }: OfferTexts): Html =>
  html`<section aria-labelledby="limits">
    <h2 id="limits">${terms.heading}</h2>
    <p>${terms.anyTime(operatorName)}</p>
    <p>${terms.refusal(partner.displayName)}</p>
  </section>`;
