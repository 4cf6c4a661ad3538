import { html, type Html } from "../../shared/http/html.ts";
import type { OfferPageModel } from "./offer-page-model.ts";
import type { OfferTexts } from "./texts.en.ts";
import { codeForm } from "./view-who-and-what.ts";
import { textField } from "./view-text-field.ts";

/** "Not me, ask my colleague": open when it was begun. Nothing for a mailbox at a public provider, which has no colleagues. */
const handOver = (model: OfferPageModel, texts: OfferTexts): Html => {
  const { colleagues, link, values, customer, codeRequired, codeSent, errors } = model;
  if (colleagues === null) return html``;
  const isBegun = errors.some(({ field }) => field === "colleague" || field === "colleague-code");
  const digits = html`inputmode="numeric" autocomplete="one-time-code" maxlength="6" class="short"`;
  const { summary, intro, proof, email, submit } = texts.handOver;
  const colleague = { field: "colleague", name: "email", label: email, value: values.colleague } as const;
  const code = { field: "colleague-code", name: "code", label: texts.code.label, hint: texts.code.hint } as const;
  return html`<details ${(isBegun || (codeSent && !codeRequired)) && html`open`}>
    <summary>${summary}</summary>
    <p>${intro(colleagues)}</p>
    <p>${proof(customer.email)}</p>
    ${codeForm(model, texts)}
    <form method="post" action="/i/${link}/hand-over" novalidate>
      ${textField({ ...colleague, attributes: html`autocomplete="off" inputmode="email"` }, model, texts)}
      ${textField({ ...code, value: values["colleague-code"], attributes: digits }, model, texts)}
      <button type="submit" class="secondary">${submit}</button>
    </form>
  </details>`;
};

/** "I do not know this partner": declines, and counts towards stopping the partner. */
const report = ({ link, offerDigest, partner, operatorName }: OfferPageModel, { report: texts }: OfferTexts): Html =>
  html`<details>
    <summary>${texts.summary}</summary>
    <p>${texts.text(partner.displayName, operatorName)}</p>
    <form method="post" action="/i/${link}/decision">
      <input type="hidden" name="offer" value="${offerDigest}" />
      <button type="submit" name="decision" value="report" class="secondary">${texts.submit}</button>
    </form>
  </details>`;

/** The small ways out of a request that is not for its reader. */
export const waysOut = (model: OfferPageModel, texts: OfferTexts): Html =>
  html`${handOver(model, texts)} ${report(model, texts)}`;
