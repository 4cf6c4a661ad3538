import { html, type Html } from "../../shared/html/html.ts";
import { page } from "../../shared/pages/page.ts";
import { dateInWords, say } from "../../shared/policy/words.ts";
import type { OutcomePageModel } from "./page-models.ts";
import { actionOf, languagesOf } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";
import { acceptedBody, acceptedTitle } from "./view-accepted.ts";

type Declinable = Extract<OutcomePageModel["outcome"], { kind: "on-hold" }>;
type Expired = Extract<OutcomePageModel["outcome"], { kind: "expired" }>;

const askForNewLink = (model: OutcomePageModel, { askedAt, isOnHold }: Expired, texts: PageTexts): Html => {
  const { expired, lang, problems } = texts;
  if (isOnHold) return html`<p>${say(problems["partner-frozen"].text, { operator: model.operatorName })}</p>`;
  if (askedAt === null) {
    return html`<p>${say(expired.mayAsk, { partner: model.partner.displayName })}</p>
      <form method="post" action="${actionOf(model, "new-link")}">
        <button type="submit">${expired.ask}</button>
      </form>`;
  }
  const values = { partner: model.partner.displayName, date: dateInWords(askedAt, lang) };
  return html`<p class="notice" role="status">${say(expired.asked, values)}</p>`;
};

/** The small way out for who wants no more of this. */
const stopLink = ({ partner, stopping }: OutcomePageModel, { portal, lang }: PageTexts): Html =>
  html`<p class="hint">
    <a href="${stopping.path}?lang=${lang}">${say(portal[stopping.kind], { partner: partner.displayName })}</a>
  </p>`;

/** A customer whose partner is on hold may still want no more of the request, or not know who asks. */
const smallWaysOut = (model: OutcomePageModel, { offerDigest }: Declinable, { answer, report }: PageTexts): Html => {
  const names = { partner: model.partner.displayName, operator: model.operatorName };
  return html`<form method="post" action="${actionOf(model, "decision")}">
    <input type="hidden" name="offer" value="${offerDigest}" />
    <div class="actions">
      <button type="submit" name="decision" value="decline" class="secondary">${answer.decline}</button>
    </div>
    <details>
      <summary>${report.summary}</summary>
      <p>${say(report.text, names)}</p>
      <button type="submit" name="decision" value="report" class="secondary">${report.submit}</button>
    </details>
  </form>`;
};

/** What came too late is not passed over: who reads the page must not take it for the answer. */
const lateNotice = ({ isLate, operatorName }: OutcomePageModel, { late }: PageTexts): Html =>
  html`${isLate && html`<p class="notice" role="alert">${say(late, { operator: operatorName })}</p>`}`;

/** What became of a request: the same URL once it is answered, taken back or over. */
export const outcomePage = (model: OutcomePageModel, texts: PageTexts): string => {
  const { outcome } = model;
  const languages = languagesOf(model);
  if (outcome.kind === "accepted") {
    const main = html`${lateNotice(model, texts)} ${acceptedBody(model, outcome, texts)}`;
    return page(model, texts, { title: acceptedTitle(model, outcome, texts), languages, main });
  }
  const { title, text } = outcome.kind === "on-hold" ? texts.problems["partner-frozen"] : texts[outcome.kind];
  const names = { partner: model.partner.displayName, operator: model.operatorName };
  const main = html`${lateNotice(model, texts)}
    <p>${say(text, names)}</p>
    ${outcome.kind === "expired" && askForNewLink(model, outcome, texts)}
    ${outcome.kind === "on-hold" ? smallWaysOut(model, outcome, texts) : stopLink(model, texts)}`;
  return page(model, texts, { title: say(title, names), languages, main });
};
