import { html, type Html } from "../../shared/http/html.ts";
import { dateInWords, instantInWords, say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./offer-page-model.ts";
import { actionOf } from "./page-setting.ts";
import type { PageTexts } from "./texts.ts";

/** Who asks, and how sure we are of it. */
export const whoAsks = ({ partner, customer, operatorName }: OfferPageModel, { lang, who }: PageTexts): Html => {
  const { verified } = partner;
  return html`<section aria-labelledby="who">
    <h2 id="who">${who.heading}</h2>
    ${verified === null && html`<p class="warning"><span aria-hidden="true">!</span> ${say(who.unverified, { operator: operatorName })}</p>`}
    <dl>
      <dt>${who.partner}</dt>
      <dd>${partner.displayName}</dd>
      ${
        partner.contact !== null &&
        html`<dt>${who.contact}</dt>
          <dd>${partner.contact}</dd>`
      }
      ${
        verified !== null &&
        html`<dt>${who.verified}</dt>
          <dd>
            ${say(who.verifiedBy, {
              operator: operatorName,
              date: dateInWords(verified.at, lang),
              how: verified.how,
            })}
          </dd>`
      }
      <dt>${who.since}</dt>
      <dd>${dateInWords(partner.since, lang)}</dd>
      <dt>${who.you}</dt>
      <dd>${customer.organization !== null && html`${customer.organization}, `}${customer.email}</dd>
    </dl>
  </section>`;
};

/** What is asked, in a sentence, and until when it can be answered. */
export const whatIsAsked = (model: OfferPageModel, { lang, what }: PageTexts): Html => {
  const count = model.permissions.length;
  const several = say(what.permissions, { count: String(count) });
  const asked = count === 0 ? what.noPermissions : count === 1 ? what.onePermission : several;
  return html`<section aria-labelledby="what">
    <h2 id="what">${what.heading}</h2>
    <p>${model.isRestoration ? what.restoration : what[model.relationship]}</p>
    <p>${asked}</p>
    <p>${say(what.deadline, { instant: instantInWords(model.expiresAt, lang) })}</p>
  </section>`;
};

/**
 * Asking for the code, a form of its own. It stands before anything can be chosen: a reload further down would
 * tick again, without a word, what the customer had unticked.
 */
export const codeRequest = (model: OfferPageModel, texts: PageTexts): Html =>
  html`<section aria-labelledby="proof">
    <h2 id="proof">${texts.code.heading}</h2>
    <p>${say(texts.code.intro, { email: model.customer.email })}</p>
    ${codeForm(model, texts)}
  </section>`;

/** The button that sends a code, and whether one is on its way. */
export const codeForm = (model: OfferPageModel, { code }: PageTexts): Html =>
  html`${model.codeSent && html`<p class="notice" role="status">${say(code.sent, { email: model.customer.email })}</p>`}
    <form method="post" action="${actionOf(model, "code")}">
      <button type="submit" class="secondary">${model.codeSent ? code.again : code.send}</button>
    </form>`;
