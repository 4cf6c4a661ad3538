import { html, type Html } from "../../shared/http/html.ts";
import { dateInWords, instantInWords } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./offer-page-model.ts";
import type { OfferTexts } from "./texts.en.ts";

/** Who asks, and how sure we are of it. */
export const whoAsks = ({ partner, customer, operatorName }: OfferPageModel, { lang, who }: OfferTexts): Html => {
  const { verified } = partner;
  return html`<section aria-labelledby="who">
    <h2 id="who">${who.heading}</h2>
    ${verified === null && html`<p class="warning"><span aria-hidden="true">!</span> ${who.unverified(operatorName)}</p>`}
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
          <dd>${who.verifiedBy(operatorName, dateInWords(verified.at, lang), verified.how)}</dd>`
      }
      <dt>${who.since}</dt>
      <dd>${dateInWords(partner.since, lang)}</dd>
      <dt>${who.you}</dt>
      <dd>${customer.organization !== null && html`${customer.organization}, `}${customer.email}</dd>
    </dl>
  </section>`;
};

/** What is asked, in a sentence, and until when it can be answered. */
export const whatIsAsked = (model: OfferPageModel, { lang, what }: OfferTexts): Html => {
  const count = model.permissions.length;
  return html`<section aria-labelledby="what">
    <h2 id="what">${what.heading}</h2>
    <p>${model.isRestoration ? what.restoration : what[model.relationship]}</p>
    <p>
      ${count === 0 ? what.noPermissions : what.permissions(count === 1 ? what.count.one : what.count.other(count))}
    </p>
    <p>${what.deadline(instantInWords(model.expiresAt, lang))}</p>
  </section>`;
};

/**
 * Asking for the code, a form of its own. It stands before anything can be chosen: a reload further down would
 * tick again, without a word, what the customer had unticked.
 */
export const codeRequest = (model: OfferPageModel, texts: OfferTexts): Html =>
  html`<section aria-labelledby="proof">
    <h2 id="proof">${texts.code.heading}</h2>
    <p>${texts.code.intro(model.customer.email)}</p>
    ${codeForm(model, texts)}
  </section>`;

/** The button that sends a code, and whether one is on its way. */
export const codeForm = ({ link, customer, codeSent }: OfferPageModel, { code }: OfferTexts): Html =>
  html`${codeSent && html`<p class="notice" role="status">${code.sent(customer.email)}</p>`}
    <form method="post" action="/i/${link}/code">
      <button type="submit" class="secondary">${codeSent ? code.again : code.send}</button>
    </form>`;
