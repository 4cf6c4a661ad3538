import { html, type Html } from "../../shared/html/html.ts";
import { permissionName } from "../../shared/policy/permission-texts.ts";
import { dateInWords, say } from "../../shared/policy/words.ts";
import type { OutcomePageModel } from "./page-models.ts";
import type { PageTexts } from "./texts.ts";

type Accepted = Extract<OutcomePageModel["outcome"], { kind: "accepted" }>;

/** The title of an accepted request, by how much of it was accepted. */
export const acceptedTitle = (
  { partner }: OutcomePageModel,
  { acceptedScope }: Accepted,
  { accepted }: PageTexts,
): string => say(accepted.titles[acceptedScope], { partner: partner.displayName });

/** What was agreed, and the present state of the relationship. */
export const acceptedBody = (model: OutcomePageModel, outcome: Accepted, texts: PageTexts): Html => {
  const { on, granted, receipt, receiptHint } = texts.accepted;
  return html`<p>
      ${say(on, { date: dateInWords(outcome.decidedAt, texts.lang) })} ${roleSentence(model, outcome, texts)}
    </p>
    <h2>${granted}</h2>
    ${grants(outcome, texts)} ${outcome.refused.length > 0 && refusals(outcome, texts)}
    <p><a href="/i/${model.link}/receipt?lang=${texts.lang}">${receipt}</a></p>
    <p class="hint">${receiptHint}</p>
    ${!outcome.hasEnded && whatIsNext(model, texts)}
    <p><a href="/portal?lang=${texts.lang}">${texts.portal.open}</a></p>`;
};

/** The present relationship with the partner. */
function roleSentence({ partner }: OutcomePageModel, outcome: Accepted, { accepted }: PageTexts): string {
  const { hasEnded, isRestoration, relationship } = outcome;
  if (hasEnded) return accepted.ended;
  return say((isRestoration ? accepted.stays : accepted.becomes)[relationship], { partner: partner.displayName });
}

const grants = ({ granted, endsAt, autoExtend }: Accepted, { lang, accepted, catalogue }: PageTexts): Html =>
  granted.length === 0
    ? html`<p>${accepted.none}</p>`
    : html`<ul>
          ${granted.map((id) => html`<li>${permissionName(id, catalogue)}</li>`)}
        </ul>
        ${endsAt !== null && html`<p>${say(autoExtend ? accepted.extends : accepted.until, { date: dateInWords(endsAt, lang) })}</p>`}`;

const refusals = ({ refused }: Accepted, { accepted, catalogue }: PageTexts): Html =>
  html`<h2>${accepted.refused}</h2>
    <ul>
      ${refused.map((id) => html`<li>${permissionName(id, catalogue)}</li>`)}
    </ul>`;

const whatIsNext = ({ partner }: OutcomePageModel, { accepted }: PageTexts): Html =>
  html`<h2>${accepted.next}</h2>
    <p>${say(accepted.nextText, { partner: partner.displayName })}</p>`;
