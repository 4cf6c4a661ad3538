import { html, type Html } from "../../shared/html/html.ts";
import { definitions, timeOf } from "../../shared/pages/parts.ts";
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

/** Who accepted what and when, the present state of the relationship, and what happens next. */
export const acceptedBody = (model: OutcomePageModel, outcome: Accepted, texts: PageTexts): Html => {
  const { granted, receipt, receiptHint, record } = texts.accepted;
  return html`<p>${roleSentence(model, outcome, texts)}</p>
    <div class="brief ${!outcome.hasEnded && "done"}">${facts(outcome, texts)}</div>
    <h2>${granted}</h2>
    ${grants(outcome, texts)} ${outcome.refused.length > 0 && refusals(outcome, texts)}
    ${!outcome.hasEnded && whatIsNext(model, outcome, texts)}
    <p><a href="/portal?lang=${texts.lang}">${texts.portal.open}</a></p>
    <h2>${record}</h2>
    <p><a href="/i/${model.link}/receipt?lang=${texts.lang}">${receipt}</a></p>
    <p class="hint">${receiptHint}</p>`;
};

const facts = ({ by, decidedAt, agreement }: Accepted, { lang, accepted }: PageTexts): Html => {
  // Nothing is known of a person whose data was erased.
  const person = [by.name, by.title, by.email].filter(Boolean).join(", ");
  return definitions(
    person !== "" && [accepted.by, person],
    [accepted.at, timeOf(decidedAt, lang)],
    agreement !== null && [
      accepted.agreement,
      html`<a href="${agreement.url}?lang=${lang}" lang="en">${say(accepted.version, agreement)}</a>`,
    ],
  );
};

/** The present relationship with the partner. */
function roleSentence({ partner }: OutcomePageModel, outcome: Accepted, { accepted }: PageTexts): string {
  const { hasEnded, isRestoration, relationship } = outcome;
  if (hasEnded) return accepted.ended;
  return say((isRestoration ? accepted.stays : accepted.becomes)[relationship], { partner: partner.displayName });
}

const grants = (outcome: Accepted, texts: PageTexts): Html => {
  const { granted, changes, endsAt, autoExtend, hasEnded } = outcome;
  const { lang, accepted, catalogue } = texts;
  if (granted.length === 0) return html`<p>${accepted.none}</p>`;
  // Permissions of a live relationship each have an end of their own.
  const entries =
    changes?.map(({ permission, change, endsAt: end }) =>
      say(accepted.changes[change], { name: permissionName(permission, catalogue), date: dateInWords(end, lang) }),
    ) ?? granted.map((id) => permissionName(id, catalogue));
  return html`<ul>
      ${entries.map((entry) => html`<li>${entry}</li>`)}
    </ul>
    ${changes === undefined && endsAt !== null && !hasEnded && html`<p>${say(autoExtend ? accepted.extends : accepted.until, { date: dateInWords(endsAt, lang) })}</p>`}`;
};

const refusals = ({ refused }: Accepted, { accepted, catalogue }: PageTexts): Html =>
  html`<h2>${accepted.refused}</h2>
    <ul>
      ${refused.map((id) => html`<li>${permissionName(id, catalogue)}</li>`)}
    </ul>`;

const whatIsNext = ({ partner }: OutcomePageModel, { by }: Accepted, { accepted }: PageTexts): Html =>
  html`<h2>${accepted.next}</h2>
    <p>
      ${say(accepted.nextText, { partner: partner.displayName })}
      ${by.email !== null && say(accepted.mailed, { email: by.email })}
    </p>`;
