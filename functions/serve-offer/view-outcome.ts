import { html, type Html } from "../../shared/html/html.ts";
import { page } from "../../shared/pages/page.ts";
import { mailLink } from "../../shared/pages/parts.ts";
import { dateInWords, say } from "../../shared/policy/words.ts";
import type { OutcomePageModel } from "./page-models.ts";
import { actionOf, languagesOf } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";
import { acceptedBody, acceptedTitle } from "./view-accepted.ts";
import { reportAbuse } from "./view-ways-out.ts";

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

/** The way back from a decline. */
const wayBack = ({ partner: { displayName, contact } }: OutcomePageModel, { declined }: PageTexts): Html =>
  html`<p>${say(declined.mistake, { partner: displayName })}${contact !== null && html` (${mailLink(contact)})`}.</p>`;

/** The link to stop further requests of a partner. */
const stopLink = ({ partner, stopPath }: OutcomePageModel, { portal, lang }: PageTexts): Html =>
  html`<p><a href="${stopPath}?lang=${lang}">${say(portal.block, { partner: partner.displayName })}</a></p>`;

/** After which outcomes a customer may want no more requests. The others were not the customer's decision. */
const unwanted = new Set<OutcomePageModel["outcome"]["kind"]>(["declined", "reported", "expired"]);

/** A customer can still decline or report the request of a partner that is on hold. */
const smallWaysOut = (model: OutcomePageModel, { offerDigest }: Declinable, texts: PageTexts): Html =>
  html`<form method="post" action="${actionOf(model, "decision")}">
    <input type="hidden" name="offer" value="${offerDigest}" />
    <div class="actions">
      <button type="submit" name="decision" value="decline" class="secondary">${texts.answer.decline}</button>
    </div>
    ${reportAbuse(model, texts)}
  </form>`;

/** Says that an answer came too late and was not recorded. */
const lateNotice = ({ isLate, operatorName }: OutcomePageModel, { late }: PageTexts): Html =>
  html`${isLate && html`<p class="notice" role="alert">${say(late, { operator: operatorName })}</p>`}`;

/** The outcome of a request, at the same URL, once it is answered, cancelled or expired. */
export const outcomePage = (model: OutcomePageModel, texts: PageTexts): string => {
  const { outcome } = model;
  const languages = languagesOf(model);
  if (outcome.kind === "accepted") {
    const main = html`${lateNotice(model, texts)} ${acceptedBody(model, outcome, texts)}`;
    return page(model, texts, { title: acceptedTitle(model, outcome, texts), languages, main, script: "offer.js" });
  }
  const { title, text } = outcome.kind === "on-hold" ? texts.problems["partner-frozen"] : texts[outcome.kind];
  const names = { partner: model.partner.displayName, operator: model.operatorName };
  const main = html`${lateNotice(model, texts)}
    <p>${say(text, names)}</p>
    ${outcome.kind === "expired" && askForNewLink(model, outcome, texts)}
    ${outcome.kind === "declined" && wayBack(model, texts)}
    ${outcome.kind === "on-hold" && smallWaysOut(model, outcome, texts)}
    ${unwanted.has(outcome.kind) && stopLink(model, texts)}`;
  return page(model, texts, { title: say(title, names), languages, main });
};
