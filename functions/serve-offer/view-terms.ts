import { describedBy, fieldErrors } from "../../shared/pages/field.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { dateInWords, durationInWords, say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import type { PageTexts } from "./texts.ts";

/** The choice of a duration, each with its end date, so that no script is needed; text if there is no choice. */
export const durationChoice = (model: OfferPageModel, texts: PageTexts): Html => {
  const { terms } = texts;
  // The one that the partner asked for is the last.
  const asked = model.durations.at(-1)!;
  const end = model.autoExtend ? terms.autoExtend : terms.noAutoExtend;
  const faults = fieldErrors(model.errors, "duration", texts);
  if (model.durations.length === 1) {
    return html`<div class="field" id="duration" tabindex="-1" ${describedBy(model.errors, "duration")}>
      <p class="label">${terms.duration}</p>
      ${faults}
      <p>${say(terms.until, valuesOf(asked, texts))}. ${end}</p>
      <input type="hidden" name="duration" value="${asked.duration}" />
    </div>`;
  }
  const options = model.durations.map(
    (choice) =>
      html`<option value="${choice.duration}" ${choice.duration === model.chosenDuration && html`selected`}>
        ${say(terms.option, valuesOf(choice, texts))}
      </option>`,
  );
  return html`<div class="field">
    <label for="duration">${terms.duration}</label>
    <p class="hint" id="duration-hint">${say(terms.asked, valuesOf(asked, texts))} ${terms.durationHint} ${end}</p>
    ${faults}
    <select id="duration" name="duration" ${describedBy(model.errors, "duration", "duration-hint")}>
      ${options}
    </select>
  </div>`;
};

type Choice = OfferPageModel["durations"][number];

const valuesOf = ({ duration, endsAt }: Choice, { lang }: PageTexts) => ({
  duration: durationInWords(duration, lang),
  date: dateInWords(endsAt, lang),
});

/** The limits of an acceptance. */
export const limits = ({ partner }: OfferPageModel, { terms, portal, lang }: PageTexts): Html =>
  html`<section aria-labelledby="limits">
    <h2 id="limits">${terms.heading}</h2>
    <p>
      ${terms.anyTime} <a href="/portal?lang=${lang}" target="_blank" rel="noopener">${portal.open}</a>.
      ${say(terms.refusal, { partner: partner.displayName })}
    </p>
  </section>`;
