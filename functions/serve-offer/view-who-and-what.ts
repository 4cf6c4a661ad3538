import { mayNarrow } from "../../shared/terms/model.ts";
import { html, type Html } from "../../shared/html/html.ts";
import { definitions } from "../../shared/pages/parts.ts";
import { servicesWithoutPermission } from "../../shared/policy/services.ts";
import { dateInWords, instantInWords, listInWords, say } from "../../shared/policy/words.ts";
import type { OfferPageModel } from "./page-models.ts";
import type { PageTexts } from "./texts.ts";

/** The partner, and how its identity was verified. */
export const whoAsks = (model: OfferPageModel, { lang, who }: PageTexts): Html => {
  const { partner, customer, operatorName, handedOverBy } = model;
  const { verified } = partner;
  return html`<section aria-labelledby="who">
    <h2 id="who">${who.heading}</h2>
    ${verified === null && html`<p class="warning"><span aria-hidden="true">!</span> ${say(who.unverified, { operator: operatorName })}</p>`}
    ${handedOverBy !== null && html`<p class="notice">${say(who.handedOver, { by: handedOverBy })}</p>`}
    ${definitions(
      [who.partner, partner.displayName],
      partner.laterName !== null && [who.laterName, partner.laterName],
      partner.contact !== null && [who.contact, partner.contact],
      verified !== null && [
        who.verified,
        say(who.verifiedBy, { operator: operatorName, date: dateInWords(verified.at, lang), how: verified.how }),
      ],
      [who.since, dateInWords(partner.since, lang)],
      [who.you, html`${customer.organization !== null && html`${customer.organization}, `}${customer.email}`],
    )}
  </section>`;
};

/** A summary of the request, with the deadline for an answer. */
export const whatIsAsked = (model: OfferPageModel, texts: PageTexts): Html => {
  const { lang, what } = texts;
  return html`<section aria-labelledby="what">
    <h2 id="what">${what.heading}</h2>
    <p>${model.isRestoration ? what.restoration : what[model.relationship]}</p>
    <p>${permissionsAsked(model, texts)}</p>
    <p>${say(what.deadline, { instant: instantInWords(model.expiresAt, lang) })}</p>
  </section>`;
};

/** The number of permissions asked for, and which of them are optional. */
function permissionsAsked(model: OfferPageModel, { lang, what }: PageTexts): string {
  const count = model.permissions.length;
  if (count === 0)
    return say(what.noPermissions[model.relationship], { services: listInWords(servicesWithoutPermission, lang) });
  const asked = say(what.permissions, { count, kind: model.isRestoration ? "more" : "new" });
  const required = model.permissions.filter((permission) => permission.required).length;
  const choice = required === 0 ? what.free : required === count ? what.allRequired : what.someRequired;
  return required === 0 && !mayNarrow(model) ? asked : `${asked} ${say(choice, { count })}`;
}
