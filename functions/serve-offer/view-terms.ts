import { html, type Html } from "../../shared/http/html.ts";
import { dateInWords, durationInWords, say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./offer-page-model.ts";
import type { PageTexts } from "./texts.ts";
import { describedBy, fieldErrors } from "./view-errors.ts";

/** How long permissions would last: each choice with its end written out, so that no script has to count; short, for a phone cuts it. */
export const durationChoice = (model: OfferPageModel, { lang, terms, errors: errorTexts }: PageTexts): Html => {
  const options = model.durations.map(({ duration, endsAt }) => {
    const text = say(terms.until, {
      duration: durationInWords(duration, lang),
      date: dateInWords(endsAt, lang, "medium"),
    });
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
export const limits = ({ partner }: OfferPageModel, { terms, portal, lang }: PageTexts): Html =>
  html`<section aria-labelledby="limits">
    <h2 id="limits">${terms.heading}</h2>
    <p>${terms.anyTime} <a href="/portal?lang=${lang}" target="_blank" rel="noopener">${portal.open}</a></p>
    <p>${say(terms.refusal, { partner: partner.displayName })}</p>
  </section>`;
