import { mayNarrow } from "../../shared/terms/model.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { servicesWithoutPermission } from "../../shared/policy/services.ts";
import { dateInWords, instantInWords, listInWords, say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import type { PageTexts } from "./texts.ts";

/** Who asks, and how sure we are of it. */
export const whoAsks = (model: OfferPageModel, { lang, who }: PageTexts): Html => {
  const { partner, customer, operatorName, handedOverBy } = model;
  const { verified } = partner;
  return html`<section aria-labelledby="who">
    <h2 id="who">${who.heading}</h2>
    ${verified === null && html`<p class="warning"><span aria-hidden="true">!</span> ${say(who.unverified, { operator: operatorName })}</p>`}
    ${handedOverBy !== null && html`<p class="notice">${say(who.handedOver, { by: handedOverBy })}</p>`}
    <dl>
      <dt>${who.partner}</dt>
      <dd>${partner.displayName}</dd>
      ${
        partner.laterName !== null &&
        html`<dt>${who.laterName}</dt>
          <dd>${partner.laterName}</dd>`
      }
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
export const whatIsAsked = (model: OfferPageModel, texts: PageTexts): Html => {
  const { lang, what } = texts;
  return html`<section aria-labelledby="what">
    <h2 id="what">${what.heading}</h2>
    <p>${model.isRestoration ? what.restoration : what[model.relationship]}</p>
    <p>${permissionsAsked(model, texts)}</p>
    <p>${say(what.deadline, { instant: instantInWords(model.expiresAt, lang) })}</p>
  </section>`;
};

/** How many permissions are asked, and which of them the reader decides on. */
function permissionsAsked(model: OfferPageModel, { lang, what }: PageTexts): string {
  const count = model.permissions.length;
  if (count === 0)
    return say(what.noPermissions[model.relationship], { services: listInWords(servicesWithoutPermission, lang) });
  const asked = say(what.permissions, { count });
  const required = model.permissions.filter((permission) => permission.required).length;
  const choice = required === 0 ? what.free : required === count ? what.allRequired : what.someRequired;
  return required === 0 && !mayNarrow(model) ? asked : `${asked} ${choice}`;
}
